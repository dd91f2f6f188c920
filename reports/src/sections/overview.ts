import { eventStateLabel } from '@huiyin/domain/opinion-event'
import { sourceKindLabel } from '@huiyin/domain/source'
import { type CitedItem, numbersOf, orAll, quotedIn } from '../cited-items.js'
import { momentInWords } from '../civil-time.js'
import { plainText, quoted, shortened } from '../plain-text.js'
import { type Section, type Sentence, sentence } from '../report-document.js'
import type { Reading } from './reading.js'

/** 一、舆情概况: how it came to be known, what it says, how much, where. */
export function overview(reading: Reading): Section {
  return {
    heading: '舆情概况',
    blocks: [
      { kind: 'paragraph', sentences: [...origin(reading), gistSentence(reading)] },
      { kind: 'paragraph', sentences: [volume(reading), ...engagement(reading)] },
      { kind: 'paragraph', sentences: [...subject(reading)] },
    ],
  }
}

function origin({ input, items }: Reading): Sentence[] {
  const found = items.reduce((first, item) => (item.foundMs < first.foundMs ? item : first))
  const published = items.find((item) => item.publishedAt !== null)
  const place = (item: CitedItem) => `${quoted(item.source.name)}（${sourceKindLabel[item.source.kind]}）`
  const first = published
    ? sentence(
        `${momentInWords(new Date(published.spreadMs))}，${place(published)}发布${quoted(shortened(published.title || published.text, 50))}，为所录信息中最早`,
        [published.number],
      )
    : sentence('首发时间暂无数据，因为所录信息的页面均未标明发布时间', numbersOf(items))
  return [
    first,
    sentence(`系统于${momentInWords(new Date(input.event.firstFoundAt))}首次发现，来源为${place(found)}`, [
      found.number,
    ]),
  ]
}

/**
 * The gist only when it stands word for word in an item; else the opening words of the earliest item that is
 * not a repost: a summary nobody wrote is not printed.
 */
export function gistSentence({ input, items }: Reading): Sentence {
  const gist = plainText(input.event.gist).replace(/[。！？]$/, '')
  const cites = quotedIn(items, gist)
  if (cites.length > 0) return sentence(`信息反映：${quoted(gist)}`, cites)
  const first = items.find((item) => item.duplicateOf === null) ?? items[0]
  if (!first) throw new RangeError('专报没有信息可引')
  const opening = shortened(first.text || first.title, 80).replace(/[。！？]$/, '')
  return sentence(`信息反映：${quoted(opening)}`, [first.number])
}

function volume({ input, items, all }: Reading): Sentence {
  const { itemCount } = input.event
  const reposts = items.filter((item) => item.duplicateOf !== null)
  const listed = itemCount === items.length ? '' : `，附件列示其中${items.length}条`
  const repeats =
    reposts.length > 0 ? `，所列信息中转载或近似重复${reposts.length}条` : '，所列信息中未见转载或近似重复'
  return sentence(
    `截至${momentInWords(input.generatedAt)}，本事件（编号${input.event.number}）收录信息${itemCount}条${listed}${repeats}`,
    all,
  )
}

const counters = [
  ['reads', '阅读', '次'],
  ['comments', '评论', '条'],
  ['likes', '点赞', '次'],
  ['shares', '转发', '次'],
] as const

function engagement({ input, items }: Reading): Sentence[] {
  const shown = counters.flatMap(([key, label, unit]) => {
    const count = input.event.engagement[key]
    return count === undefined ? [] : [{ key, text: `${label}${count}${unit}` }]
  })
  if (shown.length === 0)
    return [sentence('阅读、评论等互动数暂无数据，因为所录信息的页面均未显示', numbersOf(items))]
  const cites = numbersOf(items.filter((item) => shown.some(({ key }) => item.engagement[key] !== undefined)))
  return [sentence(`据来源页面显示，合计${shown.map(({ text }) => text).join('、')}`, orAll(cites, items))]
}

function subject({ input, items }: Reading): Sentence[] {
  const { event } = input
  const sameTopic = items.filter((item) => item.judgement?.topic.l1 === event.topicL1)
  const lines = [
    sentence(
      `主题归为${event.topicL1 === '' ? '未定' : quoted(event.topicL1)}，诉求类型为${event.appeal}，目前状态为${eventStateLabel[event.state]}`,
      orAll(numbersOf(sameTopic), items),
    ),
  ]
  const cites = event.places.flatMap((place) => quotedIn(items, place))
  lines.push(
    event.places.length > 0
      ? sentence(`涉及地点：${event.places.map(plainText).join('、')}`, orAll(cites, items))
      : sentence('涉及地点暂无数据，因为信息正文未写明本地地名', numbersOf(items)),
  )
  return lines
}
