/** Where a value stands in a template: between tags, or within an attribute's quotes. */
export type Context = 'text' | 'attribute';

/**
 * Elements whose content is no text with references, or something that runs or loads. Source: HTML, "Parsing HTML
 * documents", the states of raw text, script data and PLAINTEXT.
 */
const REFUSED =
  /<(?:script|style|iframe|object|embed|noscript|noembed|noframes|xmp|plaintext|template|base|foreignobject)\b/i;

/** Attributes that run something, are style, or load from elsewhere. */
const REFUSED_ATTRIBUTE = /\s(?:on\w+|style|src|srcset|srcdoc|data|action|formaction|xlink:href)\s*=/i;

/**
 * The context of each value of a template whose constant parts these are. Only double quotes are quotes, so that one
 * rule of escaping is enough. Throws RangeError where a value stands anywhere else (a tag's name, an attribute without
 * quotes, a comment), where one begins a link (it could be `javascript:`), where the template is not whole, and where it
 * has an element or attribute that a report never needs.
 */
export function contextsOf(parts: readonly string[]): Context[] {
  const whole = parts.join('');
  if (REFUSED.test(whole) || REFUSED_ATTRIBUTE.test(whole) || whole.includes('<!--'))
    throw new RangeError(`a template has what none may have: ${whole}`);
  let state: Context | 'tag' = 'text';
  return parts.flatMap((part, i) => {
    for (let at = 0; at < part.length; at++) state = next(state, part, at);
    const isLast = i === parts.length - 1;
    if (isLast ? state !== 'text' : state === 'tag')
      throw new RangeError(`a value, or the end, is within a tag: ${whole}`);
    if (state === 'attribute' && /\shref="$/.test(part))
      throw new RangeError(`a value begins a link: ${whole}`);
    return isLast ? [] : [state as Context];
  });
}

function next(state: Context | 'tag', part: string, at: number): Context | 'tag' {
  const character = part[at];
  if (state === 'attribute') return character === '"' ? 'tag' : 'attribute';
  if (state === 'text') return character === '<' ? 'tag' : 'text';
  if (character === "'") throw new RangeError(`a template has an attribute in single quotes: ${part}`);
  return character === '"' ? 'attribute' : character === '>' ? 'text' : 'tag';
}
