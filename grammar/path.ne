# What a packet's path must be like: the language of `path` in a policy (docs/policy.md).
#
#   ^ init/PRE_ROUTING[in=ens160] > dnat > init/FORWARD >> !init/LOCAL_IN >> service/LOCAL_IN
#
#   A > B         B is the next entry after A. A translation is no entry: it happens on the way from one entry to
#                 the next, so `A > dnat > B` is `A > B` with the destination changed in between.
#   A >> B        B comes later than A; it may be the next.
#   ^             the packet's beginning. `^ A` is short for `^ > A`: the packet begins with A. A path without `^`
#                 may begin anywhere, so `^ >> A` is just `A`.
#   !X            X is nowhere between what stands around it:
#                   A >> !X >> B      not between A and B
#                   !X >> B           not between the packet's beginning and B; so is ^ >> !X >> B
#                   A >> !X           not after A
#                   !X                nowhere on the path
#                 Several may stand in a row: A >> !X >> !Y >> B.
#   init/FORWARD  an entry: namespace and hook, `*` for any; hooks in any spelling that policies know.
#   [in=a,dev=b]  names that its devices must have: the hook's in and out, and dev of the packet. Odd names in
#                 quotes. A bracket that the kernel never fills (PRE_ROUTING[out=x]) is refused.
#   dnat snat     the destination, the source is translated on the way from one entry to the next.
#
# Refused, as it says nothing or two things (src/policy/path-steps.ts):
#   * `A > !X > B` with an entry X: nothing comes between an entry and the next. Translations do, so
#     `A > !dnat > B` is fine: B comes next, and the destination stays.
#   * `A > !X >> B`, `A >> !X > B`, `A > !X`, `!X > B`: is X only not to be the very next (last), or nowhere there?
#   * `^ !X`: "does not begin with X", or "no X before what follows"? The latter is ^ >> !X >> B.
#   * `^ dnat`: a packet begins with an entry. `dnat > dnat`, `dnat > snat > dnat`: one way translates each end once.
#
# Conventions: as in nftrace.ne. Every text has one derivation at most; a token takes the blanks behind it.
# {% word %} rules are atoms, whose names appear in diagnoses. What words mean is looked up in TypeScript, which
# can say "did you mean". ">>" is two literals: half of one would hide what else could follow. This grammar is
# not compiled into a recogniser: nearley reads it at run time.
@preprocessor module
@{%
const flat = (parts) => (Array.isArray(parts) ? parts.map(flat).join('') : (parts ?? ''));
/** A word and where it stands, from 0. */
export const word = (parts, at) => ({ text: flat(parts), at });
const list = ([first, more]) => [first, ...more.map((parts) => parts[parts.length - 1])];
%}

path -> blanks beginning:? part (link part):*
  {% ([, begins, first, more]) => ({
    begins,
    parts: [first, ...more.map(([, part]) => part)],
    links: more.map(([link]) => link),
  }) %}

beginning -> "^" blanks link:?          {% ([, , link], at) => ({ at, follows: link === null ? null : link.follows }) %}

link -> ">" blanks                      {% (_, at) => ({ follows: 'next', at }) %}
      | ">" ">" blanks                  {% (_, at) => ({ follows: 'later', at }) %}

part -> pattern                         {% ([what], at) => ({ isNever: false, what, at }) %}
      | "!" blanks pattern              {% ([, , what], at) => ({ isNever: true, what, at }) %}

pattern -> entry                        {% ([entry]) => entry %}
         | translation blanks           {% ([name]) => ({ kind: 'translation', name }) %}

entry -> place "/" blanks what devices:?
  {% ([namespace, , , hook, devices]) => ({ kind: 'entry', namespace, hook, devices: devices ?? [] }) %}

place -> namespace blanks               {% ([name]) => name %}
       | "*" blanks                     {% () => null %}
what -> hook blanks                     {% ([name]) => name %}
      | "*" blanks                      {% () => null %}

devices -> "[" blanks device ("," blanks device):* "]" blanks
  {% ([, , first, more]) => list([first, more]) %}
device -> side blanks "=" blanks device_name blanks
  {% ([side, , , , name]) => ({ side, name }) %}

namespace -> [A-Za-z0-9_.-]:+           {% word %}
hook -> [A-Za-z0-9_]:+                  {% word %}
translation -> [A-Za-z0-9_.-]:+         {% word %}
side -> [A-Za-z]:+                      {% word %}

device_name -> bare_name                {% ([name]) => name %}
             | "\"" double_quoted "\""  {% ([, name]) => name %}
             | "'" single_quoted "'"    {% ([, name]) => name %}
bare_name -> [^ \t\r\n,\[\]"'=]:+       {% word %}
double_quoted -> [^"\r\n]:+             {% word %}
single_quoted -> [^'\r\n]:+             {% word %}

blanks -> [ \t\r\n]:*
