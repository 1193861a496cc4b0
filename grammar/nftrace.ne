# One line of a kernel log that nftrace printed. This is the only place where its forms are written down:
# the recogniser is compiled from it, and nearley itself says what is wrong with the lines that it refuses.
#
# Conventions
#   * One character is one byte: lines are read as latin1. The "\n" that ends a line is in no rule.
#   * Every line has one derivation at most, and the next 8 bytes always say which way it goes on. So what is
#     optional or repeated stands behind what it shares with its alternatives (left-factored), and numbers
#     with a limit are spelt digit by digit. The compiler refuses a grammar that breaks this.
#   * Alternatives are tried in the order they are written in: the usual one first.
#   * What is kept of a line are the results of {% int %} and {% text %} rules and constants. No other
#     postprocessor may look at a value, only put it into its place. `null` and 0 stand for "none".
#   * A message's result is { kind, ...fields }: kind is the method of the sink (src/parse/compile/sinks.ts) that
#     takes the fields, in the order in which they stand there.
#   * Rule names appear in diagnoses, with blanks for underscores ("expected device name").
@preprocessor module
# nftrace ends its lines at once; serial consoles add a CR, and editors blanks.
line -> colours importance_here stamps "[" tag "]" colours ": " colours message colours blank:*
  {% ([, , stamps, , , , , , , message]) => ({ ...message, ...stamps }) %}

importance_here -> null
                 | importance colours

# What the kernel itself puts before a line: its time (CONFIG_PRINTK_TIME) and who printed it. Consoles print
# both without a blank in between, dmesg with one. Whatever else stands before that is peeled off by layers.ne.
stamps -> null                          {% () => ({ sec: -1, usec: 0, caller: null }) %}
        | "[" " ":* stamped             {% ([, , stamped]) => stamped %}
stamped -> uptime "]" after_time        {% ([time, , caller]) => ({ ...time, ...caller }) %}
         | caller "] " colours          {% ([caller]) => ({ sec: -1, usec: 0, caller }) %}
after_time -> " " colours caller_here   {% ([, , caller]) => caller %}
            | "[" " ":* caller "] " colours  {% ([, , caller]) => ({ caller }) %}
caller_here -> null                     {% () => ({ caller: null }) %}
             | "[" " ":* caller "] " colours  {% ([, , caller]) => ({ caller }) %}

# pr_fmt of the module. A rule of its own so that it can be respelt: see src/parse/tag.ts.
tag -> "nftrace"

message -> separator {% id %} | packet {% id %} | device {% id %} | in_out {% id %} | module_mark {% id %}

# nftrace prints 52 of them. The label is what people wrote behind it by hand.
separator -> "=":+ mark                 {% ([, label]) => ({ kind: 'separator', label }) %}
mark -> null                            {% () => null %}
      | " " label                       {% ([, label]) => label %}
label -> [A-Za-z_]:+                    {% text %}

device -> "DEV: " skb_device ", NS: " padded_pointer ", INITNET: " padded_pointer
  {% ([, dev, , netns, , initnet]) => ({ kind: 'device', dev, netns, initnet }) %}
skb_device -> device_name               {% id %}
            | "(no dev)"                {% () => null %}

# A device that is not there prints as "(null)". So does one of that name: its namespace tells them apart.
in_out -> "IN DEV: " device_name ", NS: " padded_pointer ", OUT DEV: " device_name ", NS: " padded_pointer
  {% ([, inDev, , inNetns, , outDev, , outNetns]) => ({ kind: 'inOut', inDev, inNetns, outDev, outNetns }) %}

packet -> "[" hook "]: " address ":" port "->" address ":" port ", skb: " padded_pointer
  {% ([, hook, , src, , sport, , dst, , dport, , skb]) => ({ kind: 'packet', hook, src, sport, dst, dport, skb }) %}
hook -> [0-4]                           {% int %}

# The module may have been built under another name than its tag.
module_mark -> module_name " module " loaded  {% ([, , loaded]) => ({ kind: 'moduleMark', loaded }) %}
module_name -> [A-Za-z0-9_]:+
loaded -> "init"                        {% () => 1 %}
        | "exit"                        {% () => 0 %}

# Whatever dev_valid_name() lets through (net/core/dev.c): any byte but these. There is no limit of 15 here
# because dmesg may write one byte as four characters (\x1b). A comma belongs to the name unless a blank
# follows, as no name holds one.
device_name -> [^/:\0 \t\n\v\f\r]:+     {% text %}

# %p. NULL was padded to the width of a pointer before 5.2; the ptrvals are of a boot too early for hashing.
padded_pointer -> " ":* pointer         {% ([, pointer]) => pointer %}
pointer -> ("0x":? up_to_16_hex | "(" ("null" | "ptrval" | "____ptrval____") ")")  {% text %}

# %pI4: four numbers up to 255, without leading zeros.
address -> octet "." octet "." octet "." octet  {% text %}
octet -> "1" up_to_2_digits:?
       | "2" ([0-4] digit:? | "5" [0-5]:? | [6-9]):?
       | [3-9] digit:?
       | "0"

# A number up to 65535, without leading zeros.
port -> port_number                     {% int %}
port_number -> [1-5] up_to_4_digits:?
             | "6" up_to_5535:?
             | [7-9] up_to_3_digits:?
             | "0"
up_to_5535 -> [0-4] up_to_3_digits:?
            | "5" up_to_535:?
            | [6-9] up_to_2_digits:?
up_to_535 -> [0-4] up_to_2_digits:?
           | "5" ([0-2] digit:? | "3" [0-5]:? | [4-9]):?
           | [6-9] digit:?

up_to_16_hex -> hex_digit (hex_digit (hex_digit (hex_digit up_to_12_hex:?):?):?):?
up_to_12_hex -> hex_digit (hex_digit (hex_digit (hex_digit up_to_8_hex:?):?):?):?
up_to_8_hex -> hex_digit (hex_digit (hex_digit (hex_digit up_to_4_hex:?):?):?):?
up_to_4_hex -> hex_digit (hex_digit (hex_digit hex_digit:?):?):?

hex_digit -> [0-9a-fA-F]

@include "common.ne"
