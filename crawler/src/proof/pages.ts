import { dayOf } from '@huiyin/domain/shanghai'
import { decodePage } from '../charset.js'
import { extractArticle } from '../extract/article.js'
import { gramF1 } from './gram-f1.js'

/** A saved page as it really reads. A date of null: the page states none; a field left out: nobody has said. */
export interface GoldPage {
  readonly file: string
  readonly url?: string | undefined
  readonly content: string
  readonly title?: string | undefined
  readonly date?: string | null | undefined
  /** What stands below a letter; a reading with it is as right as one without. */
  readonly replies?: unknown
}

export interface PageFigures {
  readonly count: number
  /** Mean 4-gram F1 of the texts. */
  readonly meanF1: number
  /** Share of known dates (day in China) and titles that are right; null when the gold tells none. */
  readonly dates: number | null
  readonly titles: number | null
  /** Pages whose text is below 0.97, or whose date or title is wrong, worst first. */
  readonly wrong: readonly PageAnswer[]
}

export interface PageAnswer {
  readonly file: string
  readonly f1: number
  readonly title: { readonly found: string; readonly gold: string | undefined }
  readonly date: { readonly found: string | null; readonly gold: string | null | undefined }
}

/** Of the text of a page less than this is seen by a reader. */
const goodEnough = 0.97

const bare = (text: string): string => text.normalize('NFKC').replace(/\s+/g, '')
const isTitleRight = ({ title }: PageAnswer): boolean =>
  title.gold === undefined || bare(title.found) === bare(title.gold)
const isDateRight = ({ date }: PageAnswer): boolean => date.gold === undefined || date.found === date.gold

/**
 * How well pages are read without any selector.
 * @param bytesOf the saved bytes of a page by its file name
 * @param now the instant against which “3小时前” is read
 */
export function evaluatePages(
  gold: readonly GoldPage[],
  bytesOf: (file: string) => Uint8Array,
  now: Date,
): PageFigures {
  const answers = gold.map((page) => answerOf(page, decodePage(bytesOf(page.file)).text, now))
  const share = (known: readonly PageAnswer[], isRight: (answer: PageAnswer) => boolean) =>
    known.length === 0 ? null : known.filter(isRight).length / known.length
  return {
    count: answers.length,
    meanF1: answers.reduce((sum, { f1 }) => sum + f1, 0) / answers.length,
    dates: share(
      answers.filter(({ date }) => date.gold !== undefined),
      isDateRight,
    ),
    titles: share(
      answers.filter(({ title }) => title.gold !== undefined),
      isTitleRight,
    ),
    wrong: answers
      .filter((answer) => answer.f1 < goodEnough || !isTitleRight(answer) || !isDateRight(answer))
      .sort((a, b) => a.f1 - b.f1),
  }
}

function answerOf(page: GoldPage, html: string, now: Date): PageAnswer {
  const { text, title, publishedAt } = extractArticle(html, page.url ?? 'http://pages.example.cn/a.html', {
    now,
  })
  return {
    file: page.file,
    f1: Math.max(...readings(page).map((reading) => gramF1(text, reading))),
    title: { found: title, gold: page.title },
    date: { found: publishedAt ? dayOf(publishedAt) : null, gold: page.date },
  }
}

/** The text alone, and with what was replied to it. */
function readings({ content, replies = [] }: GoldPage): string[] {
  const said = [replies].flat().map((reply) => {
    if (typeof reply === 'string') return reply
    return String((reply as { content?: unknown } | null)?.content ?? '')
  })
  return [content, [content, ...said].join('\n')]
}
