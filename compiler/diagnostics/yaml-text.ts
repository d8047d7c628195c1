/** A text as YAML spells it: plain where that means the same, else in double quotes. */
export function yamlText(text: string): string {
  const isPlain = /^(?!(?:true|false|null|yes|no|on|off|y|n)$)[\p{L}_][\p{L}\p{N}_-]*$/iu.test(text);
  return isPlain ? text : JSON.stringify(text);
}
