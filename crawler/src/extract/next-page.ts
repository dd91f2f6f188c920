import type { Selector, WrittenAddress } from '@huiyin/domain/source-reading'
import { cleanUrl } from '@huiyin/store/clean-url'
import { writtenPattern } from './pattern.js'
import { find, type Scope } from './selector.js'

/** Markup looked into for a written address; a script that pages stands in the first million characters. */
const lookedInto = 1_000_000

/** The next list page; none on the last page, which is no error. A link back to the page itself is none either. */
export function nextPage(
  scope: Scope,
  markup: string,
  rule: Selector | WrittenAddress | undefined,
  base: string,
): string | null {
  if (rule === undefined) return null
  if (typeof rule === 'object' && 'pattern' in rule) return writtenAddress(markup, rule, base)
  const attr = typeof rule === 'string' ? 'href' : rule.attr
  const target = cleanUrl(find(scope, rule)?.attribs[attr] ?? '', base)
  return target === cleanUrl(base) ? null : target
}

/** An address put together from what a pattern finds in the markup; null when it finds nothing or this is the last page. */
export function writtenAddress(
  markup: string,
  { pattern, url }: WrittenAddress,
  base: string,
): string | null {
  const groups = writtenPattern(pattern).groupsIn(markup.slice(0, lookedInto))
  if (!groups) return null
  const { page, total } = groups
  if (page !== undefined && total !== undefined && Number(page) + 1 >= Number(total)) return null
  return cleanUrl(fillGroups(url, groups), base)
}

/** `{name}` is the group's text, `{page+1}` its number and one; a name that is no group stays as it is written. */
export const fillGroups = (template: string, groups: Readonly<Record<string, string | undefined>>): string =>
  template.replace(/\{(\w+)([+-]\d+)?\}/g, (written: string, name: string, step?: string) => {
    const value = groups[name]
    if (value === undefined) return written
    return step === undefined ? value : String(Number(value) + Number(step))
  })
