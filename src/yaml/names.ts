/** Names of services and namespaces: as `--netns NAME=…` takes them, and what a path can be written with. */
export const NAME_PATTERN = '^[A-Za-z0-9_][A-Za-z0-9_.-]{0,62}$';

export const NAME_FORM =
  'a name has letters, digits, "_", "-" and "." only, does not begin with "-" or ".", and has 63 of them at most';
