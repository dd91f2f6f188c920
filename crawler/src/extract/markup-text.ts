import { Element } from 'domhandler'
import { blocksOf } from './blocks.js'
import { imagesIn } from './page-links.js'
import { parseTree } from './parse-tree.js'

/** Markup that came inside something else (a feed, JSON), as lines of text and addresses of pictures. */
export function markupText(html: string, base: string): { text: string; images: string[] } {
  if (!/[<&]/.test(html)) return { text: lines(html), images: [] }
  const whole = new Element('body', {}, parseTree(html).children)
  const text = blocksOf(whole)
    .map((block) => block.text)
    .join('\n')
  return { text, images: imagesIn([whole], base) }
}

const lines = (text: string) =>
  text
    .split(/[\r\n]+/)
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter((line) => line !== '')
    .join('\n')
