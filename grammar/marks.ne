# Lines in which somebody says that others are missing, or that the kernel was booted: a kernel's line without what
# stands around it (layers.ne). Conventions as in nftrace.ne; kinds are methods of MarkSink (src/parse/marks.ts).
@preprocessor module
@include "common.ne"

line -> mark [\r]:?                     {% ([mark]) => mark %}
mark -> name ": " suppressed            {% ([, , mark]) => mark %}
      | "Missed " count " kernel messages"  {% ([, count]) => ({ kind: 'missed', count }) %}
      | "/dev/kmsg buffer overrun, some messages lost."  {% () => ({ kind: 'missed', count: 0 }) %}
      | blob                            {% () => ({ kind: 'blob' }) %}
      | "-- " boot " --"                {% () => ({ kind: 'boot' }) %}

# net_ratelimit: 30 callbacks suppressed; printk: python3: 14 output lines suppressed due to ratelimiting (until
# 4.x without "printk: "); rsyslog's imklog.
suppressed -> count after_count         {% ([count, after]) => ({ kind: after, count }) %}
            | comm ": " count " output lines suppressed due to ratelimiting"
              {% ([, , count]) => ({ kind: 'suppressed', count }) %}
after_count -> " callbacks suppressed"  {% () => 'suppressed' %}
             | " output lines suppressed due to ratelimiting"  {% () => 'suppressed' %}
             | " messages lost due to rate-limiting" allowed:?  {% () => 'missed' %}
allowed -> " (" [^)\n]:* "s)"
name -> [a-z_/] [A-Za-z0-9_.-]:*
comm -> [A-Za-z_/(] [^:\n]:*

# journald shows what is not UTF-8 by its size alone; it may stand behind the tag.
blob -> size " blob data]"
      | "[" [A-Za-z_] [^\]\n]:* "]: " size " blob data]"
size -> "[" [0-9] [0-9.]:* [BKMGT]

# journalctl -k over several boots.
boot -> "Reboot"
      | "Boot " [0-9a-f]:+

count -> up_to_11_digits                {% int %}
