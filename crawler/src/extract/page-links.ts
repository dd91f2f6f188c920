import { cleanUrl } from '@huiyin/store/clean-url'
import { type Element, isTag } from 'domhandler'
import { type PageLines, rawText, textWithin } from './page-lines.js'

export interface PageLink {
  url: string
  title: string
}

const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim()

/** The elements of one tag inside `element`, itself included, in reading order. */
function tagged(element: Element, name: string, found: Element[] = []): Element[] {
  if (element.name === name) found.push(element)
  for (const child of element.children) if (isTag(child)) tagged(child, name, found)
  return found
}

const allTagged = (elements: readonly Element[], name: string) =>
  elements.flatMap((element) => tagged(element, name))

/** What `anchors` lead to, cleaned, each address once. */
export function linksOf(anchors: readonly Element[], base: string): PageLink[] {
  const links = new Map<string, PageLink>()
  for (const anchor of anchors) {
    const url = cleanUrl(anchor.attribs.href ?? '', base)
    if (!url || links.has(url)) continue
    links.set(url, { url, title: oneLine(anchor.attribs.title ?? '') || textWithin(anchor, 200) })
  }
  return [...links.values()]
}

/** Links inside `elements`. */
export const linksIn = (elements: readonly Element[], base: string): PageLink[] =>
  linksOf(allTagged(elements, 'a'), base)

const fileName = /\.(?:docx?|xlsx?|csv|pptx?|pdf|wps|et|ofd|zip|rar|7z|txt)$/i

/** Files offered for download: by the ending of the address, or of the link's text. */
export function attachmentsOf({ anchors }: PageLines, base: string): PageLink[] {
  const isFile = ({ element }: PageLines['anchors'][number]) =>
    fileName.test((element.attribs.href ?? '').replace(/[?#][\s\S]*$/, '')) ||
    fileName.test(textWithin(element, 120))
  return linksOf(
    anchors.filter(isFile).map(({ element }) => element),
    base,
  )
}

const decoration = /(icon|logo|spacer|blank|loading|qrcode|erweima|avatar|emoji|face|button|\/btn)/i

/** The addresses of pictures, lazy ones too; icons and inlined ones are left out. */
export function imagesOf(pictures: readonly Element[], base: string): string[] {
  const images = new Set<string>()
  for (const { attribs } of pictures) {
    const source = attribs['data-src'] ?? attribs['data-original'] ?? attribs.src ?? ''
    const isTiny = [attribs.width, attribs.height].some((size) => size !== undefined && Number(size) < 40)
    if (source === '' || source.startsWith('data:') || isTiny || decoration.test(source)) continue
    if (URL.canParse(source, base)) images.add(new URL(source, base).href)
  }
  return [...images]
}

/** Pictures inside `elements`. */
export const imagesIn = (elements: readonly Element[], base: string): string[] =>
  imagesOf(allTagged(elements, 'img'), base)

const bareName = ({ host, pathname }: URL) => `${host}${pathname.replace(/\.\w+$/, '')}`
/** The name without the number that tells one page of an article from another. */
const stem = (url: URL) => bareName(url).replace(/[_-]\d{1,3}$/, '')

const pageNumber = /^(?:第?\s*\d{1,2}\s*页?|[[【]\d{1,2}[\]】]|下一页|下页|后一页|余下全文|next)$/i

/** TRS writes the pager of an article as it writes that of a list: `createPageHTML(3, 0, "t20260803_1", "html")`. */
const pagerCall =
  /createPageHTML\(\s*(?:["'][\w-]+["']\s*,\s*)?(\d{1,2})\s*,\s*\d+\s*,\s*["']([\w-]+)["']\s*,\s*["'](\w+)["']/

function calledPages({ scripts }: PageLines, here: URL): string[] {
  for (const script of scripts) {
    const [, total, name, ending] = pagerCall.exec(rawText(script)) ?? []
    // The pager of a list beside the article carries the list's name.
    if (!total || !name || !here.pathname.includes(`/${name.replace(/_\d{1,2}$/, '')}`)) continue
    return Array.from(
      { length: Number(total) - 1 },
      (_, at) => new URL(`${name}_${at + 1}.${ending}`, here).href,
    )
  }
  return []
}

/** Further pages of the article on this page: numbered neighbours under the same name. */
export function nextPagesOf(page: PageLines, url: string): string[] {
  if (!URL.canParse(url)) return []
  const here = new URL(url)
  const { anchors } = page
  const pages = new Set<string>(calledPages(page, here))
  for (const { element: anchor } of anchors) {
    if (!pageNumber.test(textWithin(anchor, 12))) continue
    const target = cleanUrl(anchor.attribs.href ?? '', url)
    if (!target || target === cleanUrl(url)) continue
    const there = new URL(target)
    const isNumbered =
      /[_-]\d{1,3}(\.\w+)?$/.test(there.pathname) || /(^|[?&])p(age|n)?=\d+/i.test(there.search)
    const isSame = [bareName(here), stem(here)].includes(stem(there))
    if (isSame && isNumbered) pages.add(target)
  }
  return [...pages]
}
