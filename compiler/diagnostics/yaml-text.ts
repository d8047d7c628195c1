/** Spells a string in YAML: plain if that means the same, otherwise in double quotes. */
export function yamlText(text: string): string {
  const isPlain = /^(?!(?:true|false|null|yes|no|on|off|y|n)$)[\p{L}_][\p{L}\p{N}_-]*$/iu.test(text);
  return isPlain ? text : JSON.stringify(text);
}
