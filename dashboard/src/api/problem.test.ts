import { expect, test } from 'vitest'
import { problemOf, wordsOf } from './problem.js'

test('the words of the server are shown as they are, with its detail and fields', () => {
  const problem = problemOf(400, {
    title: '定义有误',
    detail: '共 1 处',
    fields: [{ field: 'url', message: '第 3 行：网址应以 http 开头' }],
  })
  expect(wordsOf(problem)).toBe('定义有误：共 1 处（第 3 行：网址应以 http 开头）')
})
test('an answer without problem details still says what to do', () => {
  expect(wordsOf(problemOf(503, '<html>'))).toBe('服务正在启动或暂不可用，请稍候再试')
  expect(wordsOf(problemOf(412, null))).toBe('内容已被他人更新，请刷新后再操作')
})
