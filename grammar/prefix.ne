# What stands before the tag: whoever wrote the log down put time and origin there, each in its own way.
# A prefix's result is { sec, usec }: the kernel time, or sec -1 where the dialect has none. Wall clock
# times are matched and not kept.

prefix -> importance:? wall_time:? kernel_time  {% ([, , time]) => time %}

# dmesg -r writes <6>, dmesg -x a facility and a level. Old versions of -r got negative numbers.
importance -> "<" "-":? digit:+ ">"
            | facility " ":* ":" level " ":* ": "
facility -> [a-z] [a-z0-9]:*
level -> [a-z]:+

# syslog; dmesg --time-format=iso, which ends there, and rsyslog, which goes on.
wall_time -> month " " day " " clock " " from_kernel
           | iso_time " " from_kernel:?

# dmesg, journalctl -o short-monotonic; imkmsg, imjournal, klogd and dmesg -t leave it out; dmesg -T.
kernel_time -> "[" uptime "] " from_kernel:?  {% ([, time]) => time %}
             | null                     {% () => ({ sec: -1, usec: 0 }) %}
             | "[" weekday " " month " " day " " clock " " year "] "  {% () => ({ sec: -1, usec: 0 }) %}

from_kernel -> host " kernel: "
host -> [A-Za-z0-9._:@-]:+

weekday -> [A-Z] [a-z] [a-z]
month -> [A-Z] [a-z] [a-z]
day -> [ 0-9] digit
clock -> digit digit ":" digit digit ":" digit digit
year -> digit digit digit digit

# 2026-11-22T21:28:54,611683+00:00: dmesg has a comma and rsyslog a point; dmesg before 2.32 has no colon.
iso_time -> year "-" digit digit "-" digit digit "T" clock [,.] digit digit digit digit digit digit zone
zone -> [+-] digit digit ":":? digit digit
