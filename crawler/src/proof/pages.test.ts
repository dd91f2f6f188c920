import { expect, test } from 'vitest'
import { evaluatePages } from './pages.js'

const now = new Date('2026-08-03T14:00:00+08:00')
const paragraph = '枫渡街道三里桥一带的路灯已有一个多月不亮，晚上接送孩子的家长只能打着手电走。'.repeat(6)
const html = `<!doctype html><meta charset="utf-8"><title>路灯不亮一个月</title>
<body><h1>路灯不亮一个月</h1><p>发布时间：2026-08-01 09:30</p><div class="text"><p>${paragraph}</p></div></body>`
const bytesOf = () => Buffer.from(html)
const gold = {
  file: 'a.html',
  content: paragraph,
  title: '路灯不亮一个月',
  date: '2026-08-01',
}

test('a page that is read as it stands is counted right in text, title and date', () => {
  expect(evaluatePages([gold], bytesOf, now)).toMatchObject({
    count: 1,
    meanF1: 1,
    dates: 1,
    titles: 1,
    wrong: [],
  })
})

test('what is read otherwise than the gold is named with both', () => {
  const { wrong, dates } = evaluatePages([{ ...gold, date: null }, gold], bytesOf, now)
  expect(dates).toBe(0.5)
  expect(wrong).toMatchObject([{ file: 'a.html', date: { found: '2026-08-01', gold: null } }])
})

test('a reply below the letter may be read with it or left out', () => {
  const replies = [{ content: '已派人修复。' }]
  expect(evaluatePages([{ ...gold, replies }], bytesOf, now).meanF1).toBe(1)
  const both = evaluatePages([{ ...gold, content: '', replies: [{ content: paragraph }] }], bytesOf, now)
  expect(both.meanF1).toBe(1)
})

test('gold that tells neither date nor title is no figure of these', () => {
  const { content, file } = gold
  expect(evaluatePages([{ file, content }], bytesOf, now)).toMatchObject({ dates: null, titles: null })
})
