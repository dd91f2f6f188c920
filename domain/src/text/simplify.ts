import { CustomConverter, type DictLike } from 'opencc-js/core'
import { configs } from 'opencc-js/preset/t2cn'

/** Also in daily use in simplified texts (GB 2312 has them): converted in a traditional text, no sign of one. */
const inBoth = '乾吒夥後徵拚捱摺於榘菸薹袷醣麴麽'

type Pair = readonly [string, string]

/** The pairs of OpenCC's dictionary that keep the length, so that a place in the result is a place in the source. */
function pairs(): Pair[] {
  const [dictionaries = []] = (configs.t2s?.conversionChain ?? []) as readonly (readonly DictLike[])[]
  return dictionaries.flatMap((dictionary) =>
    (typeof dictionary === 'string'
      ? dictionary.split('|').map((line): Pair => line.split(' ') as [string, string])
      : dictionary
    ).filter(([from, to]) => from.length === to?.length),
  )
}

/** Character codes that only traditional texts have. */
export function traditionalCodes(): number[] {
  return pairs()
    .filter(([from]) => from.length === 1 && !inBoth.includes(from))
    .map(([from]) => from.charCodeAt(0))
}

let converter: ((text: string) => string) | null = null

/** `text` in simplified characters, of the same length: by phrase where a character alone would mislead (乾隆, 乾淨). */
export function simplify(text: string): string {
  converter ??= CustomConverter(pairs())
  return converter(text)
}
