import { Readable } from 'node:stream'
import { createAnalyzer } from '@huiyin/analyzer/analyze'
import { countyDirectory } from '@huiyin/keywords/directory'
import { loadLexicon } from '@huiyin/keywords/lexicon'
import { expect, test } from 'vitest'
import { readLines } from '../jsonl.js'
import { AnalyzeLine, checkLine, toPost } from './analyze-line.js'

const analyzer = createAnalyzer({ lexicon: loadLexicon(), units: countyDirectory() })
const answers = async (...lines: string[]) =>
  await readLines(Readable.from([`${lines.join('\n')}\n`]), (row) => {
    const line = checkLine(AnalyzeLine, row)
    const post = toPost(line)
    return { judgement: analyzer.analyze(post), signature: analyzer.signature(post) }
  })
const line = (text: unknown) => JSON.stringify({ id: 'x', text })

test.each([
  ['nothing', ''],
  ['one emoji', '😀'],
  ['digits only', '13800138000'],
  ['garbled bytes', '锟斤拷锟斤拷锟斤拷'],
  ['another language', 'No water for three days in our street'],
])('a line of %s is answered with the reason it cannot be judged', async (_what, text) => {
  const [answer] = await answers(line(text))
  if (!answer || !('value' in answer)) throw new Error('no answer')
  expect(answer.value.judgement).toMatchObject({ grade: 'IV', score: 0, units: [], gist: '' })
  expect(answer.value.judgement.factors[0]?.name).toMatch(/没有可供研判|只有数字|乱码|不是中文/)
})

test.each([
  ['HTML remnants', '<div class="a"><p>停水三天&nbsp;没人管</p><script>x()</script>'],
  ['a lone surrogate', '停水\ud83d三天没人管'],
  ['NUL', '停水\u0000三天没人管'],
  ['a megabyte', '停水三天没人管。'.repeat(130_000)],
  ['traditional characters', '停水三天沒有人管，自來水公司電話打不通'],
])('a line with %s is judged all the same', async (_what, text) => {
  const [answer] = await answers(line(text))
  if (!answer || !('value' in answer)) throw new Error('no answer')
  expect(answer.value.judgement.field).toBe('公用事业')
  expect(JSON.stringify(answer.value)).not.toMatch(/\\u0000/)
})

test('a line that is no post keeps its place and says what is wrong; the others are answered', async () => {
  const found = await answers('{broken', '[1]', '{"id":3}', line(7), line('停水三天没人管'))
  expect(found.map((one) => ('error' in one ? one.error.slice(0, 12) : 'answered'))).toEqual([
    expect.stringContaining('不是有效的 JSON'),
    '应为一个 JSON 对象',
    expect.stringContaining('字段'),
    expect.stringContaining('字段 text'),
    'answered',
  ])
})
