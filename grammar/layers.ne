# What stands around a kernel's line: whoever wrote the log down put time and origin before it, each in its own
# way, and often one before another. A line of this grammar is one layer and the rest, which may be a layer again;
# the innermost rest is for nftrace.ne and marks.ne. Conventions as in nftrace.ne; kinds are methods of LayerSink
# (src/parse/layer-sink.ts). Texts are places in the line here, so nothing is kept of them.
#
# `layer` is what can stand anywhere; `origin` is who the line is from, which only stands behind a time.
@preprocessor module
@include "common.ne"

layer -> plain rest                     {% ([, rest]) => ({ kind: 'plain', rest }) %}
       | "[" " ":* bracketed            {% ([, , layer]) => layer %}
       | number_first                   {% id %}
       | letter_first                   {% id %}
       | "** " count " printk messages dropped **" more
         {% ([, count, , rest]) => ({ kind: 'dropped', count, rest }) %}

# importance: dmesg -r, /proc/kmsg, pstore. facility and level: dmesg -x. NUL: between the records of dmesg -K.
# The byte order mark of UTF-8. Colours: dmesg --color. A blank: what rsyslog leaves where it took the time out.
plain -> [\0]
       | [\xef] [\xbb] [\xbf]
       | colour
       | importance
       | " "
       | facility " ":* ":" level " ":* ": "
facility -> [a-z] [a-z0-9]:*
level -> [a-z]:+

# The notice of a console that fell behind (printk.c). Before 4.15 it had no line end of its own, so the next
# line follows.
count -> up_to_11_digits                {% int %}
more -> null                            {% () => null %}
      | [\r]                            {% () => null %}
      | " " rest                        {% ([, rest]) => rest %}

bracketed -> uptime delta:? "]" after_time
             {% ([time, , , after]) => ({ kind: 'kernelTime', ...time, ...after }) %}
           | caller "] " rest           {% ([caller, , rest]) => ({ kind: 'caller', caller, rest }) %}
           | "+" seconds "." micros "] " rest
             {% ([, sec, , usec, , rest]) => ({ kind: 'relative', forward: 1, sec, usec, rest }) %}
           | "-" seconds "." micros "] " rest
             {% ([, sec, , usec, , rest]) => ({ kind: 'relative', forward: 0, sec, usec, rest }) %}
           | "<" " ":* signed           {% ([, , signed]) => signed %}
           | ctime delta:? "] " rest    {% ([stamp, , , rest]) => ({ kind: 'ctime', stamp, rest }) %}
           | month day_unpadded " " digit digit ":" digit digit "] " rest
             {% ([, , , , , , , , , rest]) => ({ kind: 'minute', rest }) %}
           | "pod/" [^\]]:* "] " rest   {% ([, , , rest]) => ({ kind: 'plain', rest }) %}

# dmesg -d has the time since the line before; journalctl -o short-delta, too, with a blank or a star behind it.
# Its first line has blanks there.
delta -> " ":+ ("<" " ":* "-":? digit:+ "." digit:+ [ *]:? ">"):?
after_time -> " " rest                  {% ([, rest]) => ({ caller: null, rest }) %}
            | "[" " ":* caller "] " rest  {% ([, , caller, , rest]) => ({ caller, rest }) %}

# dmesg --time-format=delta
signed -> seconds "." micros ">] " rest
          {% ([sec, , usec, , rest]) => ({ kind: 'relative', forward: 1, sec, usec, rest }) %}
        | "-" seconds "." micros ">] " rest
          {% ([, sec, , usec, , rest]) => ({ kind: 'relative', forward: 0, sec, usec, rest }) %}

# A record of /dev/kmsg (Documentation/ABI/testing/dev-kmsg), which the extended netconsole sends, too; ISO 8601;
# journalctl -o short-unix; the version of RFC 5424, whose time follows.
number_first -> up_to_4_digits "," seq "," kmsg_time kmsg_fields ";" rest
                {% ([, , seq, , time, caller, , rest]) => ({ kind: 'record', seq, ...time, caller, rest }) %}
              | iso_stamp iso_fraction zone " " rest
                {% ([stamp, fraction, zone, , rest]) => ({ kind: 'isoTime', stamp, ...fraction, zone, rest }) %}
              | unix_seconds "." micros " " rest
                {% ([sec, , usec, , rest]) => ({ kind: 'unixTime', sec, usec, rest }) %}
              | "1 " rest               {% ([, rest]) => ({ kind: 'plain', rest }) %}

seq -> up_to_15_digits                  {% int %}
# Microseconds since boot.
kmsg_time -> kmsg_seconds micros        {% ([sec, usec]) => ({ sec, usec }) %}
           | few_micros                 {% ([usec]) => ({ sec: 0, usec }) %}
kmsg_seconds -> up_to_11_digits:?       {% int %}
few_micros -> up_to_5_digits            {% int %}
# Whether the record goes on (c, +), and more in later kernels. 3.5 had none.
kmsg_fields -> null                     {% () => null %}
             | "," [-c+] kmsg_more      {% ([, , caller]) => caller %}
kmsg_more -> null                       {% () => null %}
           | "," kmsg_caller kmsg_other:*  {% ([, caller]) => caller %}
kmsg_caller -> "caller=" caller         {% ([, caller]) => caller %}
             | kmsg_no_caller           {% () => null %}
kmsg_no_caller -> [^c,;] [^,;]:*
                | "c" [^a,;] [^,;]:*
kmsg_other -> "," [^,;]:+

# date and time in one, a comma before the fraction where dmesg made it of the kernel's own time, a point where
# others wrote when they got the line; the zone with a colon or without.
iso_stamp -> iso_date "T" clock         {% text %}
iso_date -> year "-" digit digit "-" digit digit
iso_fraction -> null                    {% () => ({ fraction: null, exact: 0 }) %}
              | "," fraction_digits     {% ([, fraction]) => ({ fraction, exact: 1 }) %}
              | "." fraction_digits     {% ([, fraction]) => ({ fraction, exact: 0 }) %}
fraction -> null                        {% () => null %}
          | [.,] fraction_digits        {% ([, digits]) => digits %}
fraction_digits -> digit:+              {% text %}
zone -> null                            {% () => null %}
      | zone_text                       {% id %}
zone_text -> "Z"                        {% text %}
           | [+-] digit digit ":":? digit digit  {% text %}

unix_seconds -> digit digit digit digit digit digit digit digit up_to_3_digits  {% int %}

# syslog (RFC 3164); journalctl -o short-full, with-unit, verbose; logread of OpenWrt.
letter_first -> syslog_stamp fraction " " rest
                {% ([stamp, fraction, , rest]) => ({ kind: 'syslogTime', stamp, fraction, rest }) %}
              | weekday " " journal_stamp fraction " " zone_name " " rest
                {% ([, , stamp, fraction, , zone, , rest]) => ({ kind: 'journalTime', stamp, fraction, zone, rest }) %}
              | ctime " " rest          {% ([stamp, , rest]) => ({ kind: 'ctime', stamp, rest }) %}
syslog_stamp -> month " " day " " clock {% text %}
journal_stamp -> iso_date " " clock     {% text %}
zone_name -> [A-Za-z0-9+:_/-]:+         {% text %}
ctime -> weekday " " month " " day " " clock " " year  {% text %}

weekday -> "Mon" | "Tue" | "Wed" | "Thu" | "Fri" | "Sat" | "Sun"
month -> "Jan" | "Feb" | "Mar" | "Apr" | "May" | "Jun" | "Jul" | "Aug" | "Sep" | "Oct" | "Nov" | "Dec"
day -> [ 0-9] digit
day_unpadded -> " ":? digit digit:?
clock -> digit digit ":" digit digit ":" digit digit
year -> digit digit digit digit

# `vm kernel: `, in RFC 5424 `vm kernel - - - `; busybox has facility and level in between, containerd's log the
# stream and whether the line is whole (F) or a part (P); loggers tell of lines that they lost. journald takes the tag of lines that user space wrote to
# /dev/kmsg for the name of who wrote them, so the host is followed by the tag itself.
origin -> host " " source               {% ([, , source]) => source %}
source -> kernel rest                   {% ([, rest]) => ({ kind: 'plain', rest }) %}
        | tagged                        {% ([rest]) => ({ kind: 'plain', rest }) %}
        | [FP] " " rest                 {% ([, , rest]) => ({ kind: 'plain', rest }) %}
        | logger pid:? ": " rest        {% ([, , , rest]) => ({ kind: 'program', rest }) %}
host -> [A-Za-z0-9._:@-]:+
kernel -> "kernel: "
        | "kernel - - - "
        | busybox " kernel: "
busybox -> ("kern" | "user") "." [a-z]:+
tagged -> "[" [^\n]:*                   {% text %}
logger -> "systemd-journald" | "rsyslogd"
pid -> "[" [0-9]:* "]"

rest -> [^\n]:*                         {% text %}
