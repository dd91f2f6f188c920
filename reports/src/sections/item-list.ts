import { toShanghaiText } from '@huiyin/domain/shanghai'
import { isWebAddress, plainText, shortened, shortLink } from '../plain-text.js'
import { type Cell, cell, type Section } from '../report-document.js'
import type { Reading } from './reading.js'

/** Sixteen hex digits (64 bits) tell any two items of one county apart; the whole hash is in the database. */
const hashDigits = 16

/** 附件: every item a citation leads to, with what is needed to find and to prove it. */
export function itemList({ items }: Reading): Section {
  const rows = items.map((item): Cell[] => {
    const repeated = items.find((other) => other.id === item.duplicateOf)
    const title = shortened(item.title || item.text || '（无标题）', 60)
    return [
      cell(String(item.number)),
      {
        text: repeated ? `${title}（与[${repeated.number}]重复或近似）` : title,
        note: shortLink(item.url),
        ...(isWebAddress(item.url) ? { href: item.url } : {}),
      },
      cell(shortened(item.source.name, 20)),
      cell(item.publishedAt ? toShanghaiText(new Date(item.publishedAt)) : '页面未标明'),
      cell(toShanghaiText(new Date(item.foundAt))),
      cell(plainText(item.contentHash).slice(0, hashDigits)),
    ]
  })
  return {
    heading: '信息清单',
    blocks: [
      {
        kind: 'table',
        caption: '',
        itemRows: true,
        columns: [
          { title: '序号', widthMm: 10, align: 'center' },
          { title: '标题与链接', widthMm: 66, align: 'left' },
          { title: '来源', widthMm: 22, align: 'left' },
          { title: '发布时间', widthMm: 20, align: 'center' },
          { title: '发现时间', widthMm: 20, align: 'center' },
          { title: '内容哈希', widthMm: 18, align: 'center' },
        ],
        rows,
      },
    ],
  }
}
