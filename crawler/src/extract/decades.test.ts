import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { dayOf } from '@huiyin/domain/shanghai'
import { expect, test } from 'vitest'
import { decodePage } from '../charset.js'
import { gramF1 } from '../proof/gram-f1.js'
import { extractArticle } from './article.js'

/**
 * Pages written for this test in the manner of Chinese sites from 1999 to 2025, bytes as such sites send them
 * (mostly GBK); places and people are invented. `gold.jsonl` holds what a reader takes from each.
 */
const folder = join(import.meta.dirname, '__fixtures__/decades')

interface Gold {
  file: string
  title?: string
  date: string | null
  content: string
  url?: string
}

const gold = readFileSync(join(folder, 'gold.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Gold)
const now = new Date('2026-08-03T14:00:00+08:00')

const read = ({ file, url = 'http://www.example.cn/show.htm' }: Gold) => {
  const page = decodePage(readFileSync(join(folder, file)))
  expect(page.doubtful).toBe(false)
  return extractArticle(page.text, url, { now })
}

test.each(gold)('$file: the text is what a reader takes for it', (right) => {
  expect(gramF1(read(right).text, right.content)).toBeGreaterThanOrEqual(0.97)
})

test.each(gold)('$file: the day it was published, or none', (right) => {
  const { publishedAt } = read(right)
  expect(publishedAt && dayOf(publishedAt)).toBe(right.date)
})

test.each(gold.filter(({ title }) => title !== undefined))('$file: its title', (right) => {
  const bare = (text: string) => text.normalize('NFKC').replace(/\s/g, '')
  expect(bare(read(right).title)).toBe(bare(right.title ?? ''))
})
