/** What a text of such a file stands for, or what is wrong with it, as a phrase that may be printed. */
export type Parsed<Value> = { readonly value: Value } | { readonly problem: string };
