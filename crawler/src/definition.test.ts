import { InvalidInput } from '@huiyin/domain/errors'
import { expect, test } from 'vitest'
import { loadDefinition, parseSourceDefinition } from './definition.js'

const valid = `id: county-board
name: 青禾县领导信箱
kind: board
level: county
url: http://www.example.gov.cn/letters/
everySeconds: 600
local: true
charset: gbk
read:
  type: html
  list:
    entry: ul.list > li
    next: { select: a.next, attr: href }
  detail:
    text: '#zoom'
`

const problems = (yaml: string): readonly { field: string; message: string }[] => {
  try {
    parseSourceDefinition(yaml, 'board.yml')
  } catch (error) {
    expect(error).toBeInstanceOf(InvalidInput)
    expect((error as InvalidInput).message).toContain('board.yml')
    return (error as InvalidInput).fields
  }
  throw new Error('the definition was accepted')
}

test('a definition of a list and its details is read', () => {
  expect(parseSourceDefinition(valid, 'board.yml')).toMatchObject({
    id: 'county-board',
    read: { type: 'html' },
  })
})

test('a feed definition is read', () => {
  const yaml = valid.replace(/read:[\s\S]*/, 'read: { type: feed, followLinks: true }\n')
  expect(parseSourceDefinition(yaml, 'f.yml').read).toEqual({ type: 'feed', followLinks: true })
})

test.each([
  ['kind: board', 'kind: bord', 'kind', 3, '留言板'],
  ['everySeconds: 600', 'everySeconds: 10分钟', 'everySeconds', 6, '整数'],
  ['local: true', 'locla: true', 'locla', 7, '是否想写 local'],
  ['    entry: ul.list > li', '    entri: ul.list > li', 'read.list.entri', 12, '是否想写 entry'],
  ['    entry: ul.list > li', '    entry: ul.list > > li', 'read.list.entry', 12, 'CSS 选择器'],
  ['charset: gbk', 'charset: gbkk', 'charset', 8, 'utf-8、gbk'],
  ["    text: '#zoom'", "    text: { select: '#zoom' }", 'read.detail.text', 15, 'attr'],
  ['  type: html', '  type: rss', 'read.type', 10, 'feed'],
  ['url: http://www.example.gov.cn/letters/', 'url: www.example.gov.cn', 'url', 5, 'https://'],
])(
  '“%s” written as “%s” is refused with field, line and what is expected',
  (right, wrong, field, line, hint) => {
    const found = problems(valid.replace(right, wrong)).find((problem) => problem.field === field)
    expect(found?.message).toContain(`第 ${line} 行`)
    expect(found?.message).toContain(hint)
  },
)

test('a missing field is reported under its own name', () => {
  expect(problems(valid.replace(/^name.*\n/m, '')).map(({ field }) => field)).toEqual(['name'])
})

test('broken YAML names the line', () => {
  expect(problems(valid.replace('kind: board', 'kind: "board'))[0]?.message).toMatch(
    /第 \d+ 行：YAML 写法有误/,
  )
  expect(problems(`${valid}kind: news\n`)[0]?.message).toContain(
    '第 16 行：YAML 写法有误（同一字段写了两次）',
  )
})

test('an empty file and a list are refused', () => {
  expect(problems('')[0]?.message).toContain('第 1 行')
  expect(problems('- a\n')[0]?.message).toContain('字段: 值')
})

test('a file that is not there is named', async () => {
  await expect(loadDefinition('/nowhere/x.yml')).rejects.toThrow('/nowhere/x.yml：文件不存在')
})

test('a pattern the linear-time engine does not know is refused on its line with what to write instead', () => {
  const yaml = valid.replace(/read:[\s\S]*/, "read: { type: sitemap, include: '/news/(?!old)' }\n")
  expect(problems(yaml)).toEqual([
    {
      field: 'read.include',
      message:
        '第 9 行，字段 read.include：正则表达式 /news/(?!old) 不能用：不支持前后断言 (?=…) (?!…) (?<=…) (?<!…)，请改用普通写法',
    },
  ])
})
