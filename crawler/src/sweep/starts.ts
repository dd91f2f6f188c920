import type { SourceDefinition } from '@huiyin/domain/source'
import type { ReadDefinition } from '@huiyin/domain/source-reading'

/** Addresses of the further columns a source has beside its own. */
export const columnsOf = (read: ReadDefinition): string[] =>
  'columns' in read && read.columns ? read.columns.map(({ url }) => url) : []

/** The mirror to ask when `url`, the source's own address or one of its mirrors, does not answer. */
export function mirrorAfter({ url: own, mirrors = [] }: SourceDefinition, url: string): string | null {
  const inOrder = [own, ...mirrors]
  const at = inOrder.indexOf(url)
  return at < 0 ? null : (inOrder[at + 1] ?? null)
}

export const hostOf = (url: string) => new URL(url).host
