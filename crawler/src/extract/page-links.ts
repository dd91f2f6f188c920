import type { CheerioAPI } from 'cheerio'
import type { Element } from 'domhandler'
import { cleanUrl } from '../clean-url.js'

export interface PageLink {
  url: string
  title: string
}

const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim()

/** Links inside `elements`, cleaned, each address once. */
export function linksIn($: CheerioAPI, elements: readonly Element[], base: string): PageLink[] {
  const links = new Map<string, PageLink>()
  for (const element of elements)
    $(element)
      .find('a[href]')
      .each((_, anchor) => {
        const url = cleanUrl(anchor.attribs.href ?? '', base)
        const title = oneLine(anchor.attribs.title ?? '') || oneLine($(anchor).text())
        if (url && !links.has(url)) links.set(url, { url, title })
      })
  return [...links.values()]
}

const decoration = /(icon|logo|spacer|blank|loading|qrcode|erweima|avatar|emoji|face|button|\/btn)/i

/** Pictures inside `elements`, lazy ones too; icons and inlined ones are left out. */
export function imagesIn($: CheerioAPI, elements: readonly Element[], base: string): string[] {
  const images = new Set<string>()
  for (const element of elements)
    $(element)
      .find('img')
      .each((_, { attribs }) => {
        const source = attribs['data-src'] ?? attribs['data-original'] ?? attribs.src ?? ''
        const isTiny = [attribs.width, attribs.height].some((size) => size !== undefined && Number(size) < 40)
        if (source === '' || source.startsWith('data:') || isTiny || decoration.test(source)) return
        if (URL.canParse(source, base)) images.add(new URL(source, base).href)
      })
  return [...images]
}

const bareName = ({ host, pathname }: URL) => `${host}${pathname.replace(/\.\w+$/, '')}`
/** The name without the number that tells one page of an article from another. */
const stem = (url: URL) => bareName(url).replace(/[_-]\d{1,3}$/, '')

const pageNumber = /^(?:第?\s*\d{1,2}\s*页?|\[\d{1,2}\]|下一页|下页|后一页|余下全文|next)$/i

/** Further pages of the article on this page: numbered neighbours under the same name. */
export function nextPagesOf($: CheerioAPI, url: string): string[] {
  if (!URL.canParse(url)) return []
  const here = new URL(url)
  const pages = new Set<string>()
  $('a[href]').each((_, anchor) => {
    if (!pageNumber.test(oneLine($(anchor).text()))) return
    const target = cleanUrl(anchor.attribs.href ?? '', url)
    if (!target || target === cleanUrl(url)) return
    const there = new URL(target)
    const isNumbered =
      /[_-]\d{1,3}(\.\w+)?$/.test(there.pathname) || /(^|[?&])p(age|n)?=\d+/i.test(there.search)
    const isSame = [bareName(here), stem(here)].includes(stem(there))
    if (isSame && isNumbered) pages.add(target)
  })
  return [...pages]
}
