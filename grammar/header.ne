# What `nfpath capture` writes in front of a log, about the machine that it is taken on (src/capture/header/). Lines of
# this grammar have no time and nothing else before them. Conventions as in nftrace.ne; kinds are methods of HeaderSink
# (src/parse/headers.ts). Namespaces are called by their names in the header, `init` among them.
@preprocessor module
@include "common.ne"

line -> "# nfpath " header              {% ([, header]) => header %}

# A later version may have lines that mean something else.
header -> "capture 1" end               {% () => ({ kind: 'capture' }) %}
        | "kernel " release built       {% ([, release]) => ({ kind: 'kernel', release }) %}
        | "boot " boot_id end           {% ([, id]) => ({ kind: 'boot', id }) %}
        | "netns " inode " " name addresses_here end
          {% ([, inode, , name, addresses]) => ({ kind: 'netns', inode, name, addresses }) %}
        | "sysctl " key " = " value end {% ([, key, , value]) => ({ kind: 'sysctl', key, value }) %}
        | "sysctl-in " of_namespace     {% () => ({ kind: 'other' }) %}
        | "ruleset " of_namespace       {% () => ({ kind: 'other' }) %}
        | "link " of_namespace          {% () => ({ kind: 'other' }) %}
        | "parameters " rest            {% () => ({ kind: 'other' }) %}
        | "time " rest                  {% () => ({ kind: 'other' }) %}
        | "note " rest                  {% () => ({ kind: 'other' }) %}

# uname -r; behind it uname -m and -v.
release -> [!-~]:+                      {% text %}
built -> end
       | " " rest

# /proc/sys/kernel/random/boot_id, another one in each boot
boot_id -> [0-9a-f-]:+                  {% text %}

# readlink /proc/PID/ns/net
inode -> up_to_11_digits                {% int %}
# What is not of these is \xHH.
name -> name_byte:+                     {% text %}
name_byte -> [A-Za-z0-9_.-]
           | "\\x" hex_digit hex_digit
# Those that are local in it.
addresses_here -> null                  {% () => null %}
                | " " addresses         {% ([, addresses]) => addresses %}
addresses -> address (" " address):*     {% text %}
address -> [0-9a-f]:* [.:] [0-9a-f.:]:*

# Of init; other namespaces have sysctls of their own.
key -> [A-Za-z0-9_.-]:+                 {% text %}
value -> [\t -~]:*                      {% text %}

# A line of what a program said of a namespace.
of_namespace -> name_here " | " rest
name_here -> name_byte:+

rest -> [^\n]:*
# As editors may have it.
end -> [\r]:?
hex_digit -> [0-9a-f]
