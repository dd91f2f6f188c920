import { expect, test } from 'vitest'
import { extractArticle } from './article.js'
import { parseTree } from './parse-tree.js'
import { findAll, lineOf } from './selector.js'

const now = new Date('2026-08-03T14:00:00+08:00')

test('five million nested tags, in any spelling, are no deeper than a page may be', () => {
  for (const tag of ['<div>', '<b>', '<table>', '<a href="/x">', '<p><span>'])
    expect(extractArticle(tag.repeat(5_000_000 / tag.length), 'http://a.example.cn/', { now }).text).toBe('')
})

test('text below the depth limit is kept', () => {
  const page = `${'<div>'.repeat(1_000)}城东停水两天，请居民提前储水，需要送水的老人可以打电话。${'</div>'.repeat(1_000)}`
  expect(extractArticle(page, 'http://a.example.cn/', { now }).text).toContain('请居民提前储水')
})

test('rows stand in a tbody as in a browser, so that selectors copied from one match', () => {
  const tree = parseTree('<table><tr><td>甲</td></tr><tr><td>乙</td></tr></table>')
  expect(findAll(tree, 'table > tbody > tr')).toHaveLength(2)
  expect(findAll(tree, 'tbody')).toHaveLength(1)
})

test('a link nobody closed does not make links of all that follows', () => {
  const tree = parseTree('<p><a href="1">第一条 <a href="2">第二条</a> 正文</p>')
  expect(findAll(tree, 'a').map(lineOf)).toEqual(['第一条', '第二条'])
})

test('a body after a head nobody closed is read', () => {
  const page = '<html><head><title>停水通知</title><body><p>城东停水两天，请居民提前储水，谢谢配合。</p>'
  expect(extractArticle(page, 'http://a.example.cn/', { now }).text).toBe(
    '城东停水两天，请居民提前储水，谢谢配合。',
  )
})
