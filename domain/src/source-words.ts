/** 水岸论坛、青禾微博等 4 处: two names at most, then how many. */
export function sourceWords(sources: readonly { readonly name: string }[]): string {
  const names = [...new Set(sources.map((source) => source.name))]
  return names.length <= 2 ? names.join('、') : `${names.slice(0, 2).join('、')}等 ${names.length} 处`
}
