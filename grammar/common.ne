# What the grammars of kernel logs share: the two atoms, numbers, colours, and the kernel's own time.
@{%
const flat = (parts) => (Array.isArray(parts) ? parts.map(flat).join('') : parts);
/** The bytes of a rule as they stand in the line. */
export const text = (parts) => flat(parts);
/** A decimal number; 0 where there is no digit. */
export const int = (parts) => Number(flat(parts));
%}

# Select Graphic Rendition, which is all that dmesg --color writes; which colours is up to the user.
colours -> colour:*
colour -> [\x1b] "[" [0-9;]:* "m"

# dmesg -r writes <6>. Versions before 2.40 got negative numbers.
importance -> "<" "-":? digit:+ ">"

# %5ld.%06ld, seconds since boot; 64 bits of nanoseconds have no more than 11 digits before the point.
uptime -> seconds "." micros            {% ([sec, , usec]) => ({ sec, usec }) %}
seconds -> up_to_11_digits              {% int %}
micros -> six_digits                    {% int %}

# Who printed a line: a task, or the CPU in an interrupt (CONFIG_PRINTK_CALLER, info_print_prefix()).
caller -> [TC] digit:+                  {% text %}

six_digits -> digit digit digit digit digit digit
up_to_20_digits -> digit (digit (digit (digit (digit up_to_15_digits:?):?):?):?):?
up_to_15_digits -> digit (digit (digit (digit up_to_11_digits:?):?):?):?
up_to_11_digits -> digit (digit (digit up_to_8_digits:?):?):?
up_to_8_digits -> digit (digit (digit (digit up_to_4_digits:?):?):?):?
up_to_5_digits -> digit up_to_4_digits:?
up_to_4_digits -> digit up_to_3_digits:?
up_to_3_digits -> digit up_to_2_digits:?
up_to_2_digits -> digit digit:?

digit -> [0-9]
blank -> [ \t\r]
