import type { ReceivedField } from '@huiyin/domain/received-post'
import type { OpenTable, TableRow } from './table.js'

/** Headers as counties' ledgers, hotlines and monitoring vendors write them; the first that fits wins. */
const headers: readonly (readonly [ReceivedField, RegExp])[] = [
  ['number', /^(序列号|编号|工单编?号|受理编?号|信件编?号|流水号|id)$/i],
  [
    'publishedAt',
    /(发布|发表|发帖|来电|来信|来访|受理|登记|反映|诉求|采集|发现|监测)(时间|日期)$|^(时间|日期|date|time|publishedat)$/i,
  ],
  ['url', /链接|网址|地址栏|url|link/i],
  [
    'author',
    /^(作者|发帖人|发布人|发布者|网名|昵称|账号|反映人|来电人|来信人|诉求人|投诉人|姓名|author)(名称|姓名)?$/i,
  ],
  ['seenWhere', /^(信息|诉求|舆情)?(来源|平台|渠道|媒体|网站|载体)(名称|平台|渠道|类型)?$|^source$/i],
  ['reads', /阅读|浏览|点击|播放|reads?|views?/i],
  ['comments', /评论|回复数|跟帖|comments?/i],
  ['likes', /点赞|赞数|likes?/i],
  ['shares', /转发|分享|shares?/i],
  ['title', /^(舆情|信息|诉求|工单|信件|新闻|帖子)?(标题|主题|题目|事由)$|^title$/i],
  ['text', /内容|正文|详情|问题描述|摘要|概要|简述|^(text|content|body|诉求)$/i],
]

export type Columns = Partial<Record<ReceivedField, number>>

/** Which column is which field, by the words at its head. */
export function guessColumns(cells: readonly string[]): Columns {
  const columns: Columns = {}
  const taken = new Set<number>()
  const bare = cells.map((cell) => cell.replace(/[\s*＊:：（(][\s\S]*$/u, ''))
  for (const [field, pattern] of headers) {
    const at = bare.findIndex((cell, index) => !taken.has(index) && cell.length <= 12 && pattern.test(cell))
    if (at < 0) continue
    columns[field] = at
    taken.add(at)
  }
  return columns
}

/** Rows in which a header is looked for: titles of a ledger and its date stand above. */
const lookedAt = 10

/** The row whose cells name most fields, and what they name. Null: none names the title or the text. */
export async function findHeader(table: OpenTable): Promise<{ row: TableRow; columns: Columns } | null> {
  let best: { row: TableRow; columns: Columns } | null = null
  let seen = 0
  for await (const row of table.rows()) {
    const columns = guessColumns(row.cells.map(({ text }) => text))
    const names = Object.keys(columns).length
    if (
      (columns.title !== undefined || columns.text !== undefined) &&
      names > Object.keys(best?.columns ?? {}).length
    )
      best = { row, columns }
    seen += 1
    if (seen >= lookedAt) break
  }
  return best
}
