# One line of a kernel log that nftrace printed. This is the only place where its forms are written down:
# the recogniser is compiled from it, and nearley itself says what is wrong with the lines that it refuses.
#
# Conventions
#   * One character is one byte: lines are read as latin1. The "\n" that ends a line is in no rule.
#   * Every line has one derivation at most, and the next 12 bytes always say which way it goes on. So what is
#     optional or repeated stands behind what it shares with its alternatives (left-factored), and numbers
#     with a limit are spelt digit by digit. The compiler refuses a grammar that breaks this.
#   * Alternatives are tried in the order they are written in: the usual one first.
#   * What is kept of a line are the results of {% int %} and {% text %} rules and constants. No other
#     postprocessor may look at a value, only put it into its place. `null` and 0 stand for "none".
#   * A message's result is { kind, ...fields }: kind is the method of the sink (src/parse/compile/sink.ts) that
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

# Format 1 has four lines for each firing of a hook, format 2 one.
message -> separator {% id %} | packet {% id %} | device {% id %} | in_out {% id %}
         | entry {% id %}
         | module_mark {% id %} | totals {% id %}

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

# What the module has printed since it was loaded, over all CPUs, and what its rate limit left out.
totals -> "printed " total " entries, left out " total
  {% ([, printed, , leftOut]) => ({ kind: 'totals', printed, leftOut }) %}
total -> up_to_15_digits                {% int %}

# Format 2 (module/README.md). Its fields have a fixed order, and a line that was cut short has no ";".
entry -> "v2 cpu=" cpu " seq=" seq " " family " " hook_name " priority=" priority " " namespace " " devices
         " skb=" pointer " id=" ip_id " frag=" fragment " len=" length " mark=0x" up_to_8_hex " " transport
         " ct=" conntrack ";"
  {% ([, cpu, , seq, , , , hook, , priority, , netns, , devices, , skb, , ipId, , fragment, , length, , , , transport]) =>
    ({ kind: 'entry', cpu, seq, hook, ...priority, ...netns, ...devices, skb, ipId, fragment, length, ...transport }) %}

cpu -> up_to_5_digits                   {% int %}
seq -> up_to_15_digits                  {% int %}
family -> "ipv" [46]
hook_name -> "PRE_ROUTING"              {% () => 0 %}
           | "LOCAL_IN"                 {% () => 1 %}
           | "FORWARD"                  {% () => 2 %}
           | "LOCAL_OUT"                {% () => 3 %}
           | "POST_ROUTING"             {% () => 4 %}
priority -> up_to_10                    {% ([priority]) => ({ isBelow: 0, priority }) %}
          | "-" up_to_10                {% ([, priority]) => ({ isBelow: 1, priority }) %}
up_to_10 -> up_to_11_digits             {% int %}

namespace -> "netns=" pointer " inode=" inode " cookie=" cookie " initnet=" pointer
             {% ([, netns, , inode, , cookie, , initnet]) => ({ netns, inode, cookie, initnet }) %}
inode -> up_to_11_digits                {% text %}
# Kernels before 5.7 have no cookie.
cookie -> "-"                           {% () => null %}
        | cookie_number                 {% id %}
cookie_number -> up_to_20_digits        {% text %}

devices -> "dev=" device_here " in=" device_here " out=" device_here " physin=" any_device " physout=" any_device
           {% ([, dev, , inDev, , outDev]) => ({ dev, inDev, outDev }) %}
device_here -> "-"                      {% () => null %}
             | device_name "/" digit:+  {% ([name]) => name %}
any_device -> "-"
            | device_byte:+ "/" digit:+

# IPv6 has no such number.
ip_id -> "-"                            {% () => 0 %}
       | port                           {% id %}
# The offset of a fragment, and whether more follow. Of the first one, 1, the ports are known.
fragment -> "-"                         {% () => 0 %}
          | "0+"                        {% () => 1 %}
          | [1-9] up_to_4_digits:? "+":?  {% () => 2 %}
length -> up_to_11_digits               {% int %}

# Of TCP and of ICMP's echo, `seqno` is the sequence number; echoes have `echo`, their identifier, too. What is not
# there is -1: the ports of ICMP, and of whatever has no readable header of its own (a fragment that is not the first).
transport -> protocol " " tuple header  {% ([protocol, , tuple, header]) => ({ protocol, ...tuple, ...header }) %}
protocol -> "tcp"                       {% () => 6 %}
          | "udp"                       {% () => 17 %}
          | "icmp"                      {% () => 1 %}
          | "icmpv6"                    {% () => 58 %}
header -> null                          {% () => ({ seqno: 0, ack: 0, type: -1, echo: -1 }) %}
        | " flags=" tcp_flags " seqno=" seqno " ack=" seqno
          {% ([, , , seqno, , ack]) => ({ seqno, ack, type: -1, echo: -1 }) %}
        | " type=" icmp_number " code=" up_to_3_digits " echo=" echo
          {% ([, type, , , , echo]) => ({ seqno: echo.seqno, ack: 0, type, echo: echo.echo }) %}
tcp_flags -> "-" | tcp_flag ("," tcp_flag):*
tcp_flag -> "CWR" | "ECE" | "URG" | "ACK" | "PSH" | "RST" | "SYN" | "FIN"
seqno -> up_to_11_digits                {% int %}
icmp_number -> up_to_3_digits           {% int %}
echo -> "-"                             {% () => ({ seqno: 0, echo: -1 }) %}
      | port "/" port                   {% ([echo, , seqno]) => ({ seqno, echo }) %}

tuple -> address port_here "->" address port_here
         {% ([src, sport, , dst, dport]) => ({ src, sport, dst, dport }) %}
       | "[" ipv6 "]" port_here "->[" ipv6 "]" port_here
         {% ([, src, , sport, , dst, , dport]) => ({ src, sport, dst, dport }) %}
port_here -> null                       {% () => -1 %}
           | ":" port                   {% ([, port]) => port %}

# The connection's tuple in its original direction: conntrack's, where it has one.
conntrack -> "-"
           | "UNTRACKED"
           | ct_info " orig=" any_tuple
ct_info -> ("ESTABLISHED" | "RELATED") "_REPLY":? | "NEW"
any_tuple -> ipv4 any_port "->" ipv4 any_port
           | "[" ipv6_bytes "]" any_port "->[" ipv6_bytes "]" any_port
any_port -> null | ":" port_number

# Whatever dev_valid_name() lets through (net/core/dev.c): any byte but these. There is no limit of 15 here
# because dmesg may write one byte as four characters (\x1b). A comma belongs to the name unless a blank
# follows, as no name holds one.
device_name -> device_byte:+            {% text %}
device_byte -> [^/:\0 \t\n\v\f\r]

# %p. NULL was padded to the width of a pointer before 5.2; the ptrvals are of a boot too early for hashing.
padded_pointer -> " ":* pointer         {% ([, pointer]) => pointer %}
pointer -> ("0x":? up_to_16_hex | "(" ("null" | "ptrval" | "____ptrval____") ")")  {% text %}

# %pI4: four numbers up to 255, without leading zeros.
address -> ipv4                         {% text %}
ipv4 -> octet "." octet "." octet "." octet
octet -> "1" up_to_2_digits:?
       | "2" ([0-4] digit:? | "5" [0-5]:? | [6-9]):?
       | [3-9] digit:?
       | "0"

# %pI6c: groups of hexadecimal digits, with "::" for the zeros, and the end of a mapped address as IPv4 has it.
ipv6 -> ipv6_bytes                      {% text %}
ipv6_bytes -> [0-9a-f:.]:+

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
