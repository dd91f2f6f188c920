import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { main } from '../main.js'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'huiyin-train-'))
})
afterEach(() => {
  vi.restoreAllMocks()
  process.exitCode = undefined
  rmSync(folder, { recursive: true })
})

/** What a command prints and how it ends. */
async function run(...args: string[]): Promise<{ code: number; out: string; said: string }> {
  let [out, said] = ['', '']
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    out += String(text)
    return true
  })
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    said += String(text)
    return true
  })
  process.exitCode = undefined
  await main(args)
  vi.restoreAllMocks()
  return { code: Number(process.exitCode ?? 0), out, said }
}

/** Twelve posts of two feelings, each said in its own words. */
const posts = ['太好了', '真开心', '谢谢大家', '气死我了', '太过分', '真恶心'].flatMap((content, i) =>
  [0, 1].map((n) => ({
    id: 2 * i + n,
    content: `${content}${'！'.repeat(n)}`,
    label: i < 3 ? 'happy' : 'angry',
  })),
)

function write(name: string, lines: readonly (object | string)[]): string {
  const path = join(folder, name)
  writeFileSync(
    path,
    lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'),
  )
  return path
}

describe('huiyin train', () => {
  test('writes weights and their card, the same bytes each time, measured on the dev file beside', async () => {
    const file = write('train.jsonl', posts)
    write('dev.jsonl', posts.slice(0, 4))
    const first = await run('train', 'emotion', file, '--out', join(folder, 'a'), '--date', '2026-01-02')
    await run('train', 'emotion', file, '--out', join(folder, 'b'), '--date', '2026-01-02')
    expect(first.code).toBe(0)
    const { measuredOn, scores, card } = JSON.parse(first.out)
    expect([measuredOn.endsWith('dev.jsonl'), scores.count, card.files[0].rows]).toEqual([true, 4, 12])
    const [a, b] = ['a', 'b'].map((of) => readFileSync(join(folder, of, 'emotion.bin')))
    expect(a).toEqual(b)
    expect(JSON.parse(readFileSync(join(folder, 'a', 'emotion.card.json'), 'utf8'))).toMatchObject({
      task: 'emotion',
      date: '2026-01-02',
      counts: { happy: 6, angry: 6 },
    })
  })

  test.each([
    ['{"id": 1, "content":', '第 2 行：不是有效的 JSON'],
    ['{"id": 1, "content": "好", "label": "狂喜"}', '没有标注“狂喜”，可用：happy'],
    ['{"id": 1, "label": "happy"}', '字段 content：应为文字'],
    ['{"id": 1, "content": " ", "label": "happy"}', '不能都为空'],
    ['[1, 2]', '应为一个 JSON 对象'],
  ])('stops at a bad row, says which and leaves the weights alone: %s', async (line, message) => {
    const file = write('train.jsonl', [posts[0] as object, line])
    const { code, said } = await run('train', 'emotion', file, '--out', join(folder, 'out'))
    expect(code).toBe(2)
    expect(said).toContain('train.jsonl 第 2 行')
    expect(said).toContain(message)
    expect(existsSync(join(folder, 'out'))).toBe(false)
  })

  test('needs two labels, a task it knows, a date that is one, and a file', async () => {
    const file = write('train.jsonl', posts.slice(0, 4))
    expect((await run('train', 'emotion', file, '--out', folder)).said).toContain('少于两类')
    expect((await run('train', 'severity', file)).said).toContain('没有任务“severity”')
    expect((await run('train', 'emotion', file, '--date', '昨天')).said).toContain('日期应写作 YYYY-MM-DD')
    expect((await run('train', 'emotion', join(folder, 'none.jsonl'))).said).toContain('没有文件')
  })
})

describe('huiyin train and evaluate accusation', () => {
  const told = [
    '书记的小舅子包了工程',
    '所长收了老板的钱',
    '局里的车接他儿子',
    '补助进了会计的卡',
    '不送礼就不盖章',
  ]
  const asked = ['路灯坏了请来修', '请问怎样办居住证', '希望加一班公交车', '小区停水两天了', '垃圾没有人清运']
  const accusations = [...told, ...asked].flatMap((text, i) =>
    ['，请查', '，大家说说', '，求回复'].map((end, n) => ({
      id: 3 * i + n,
      text: `${text}${end}`,
      accusation: i < told.length,
      indirect: i < told.length && n > 0,
    })),
  )

  test('ordinary messages may be taught beside them, the same files give the same bytes and levels', async () => {
    const file = write('train.jsonl', accusations)
    const tickets = write('tickets.jsonl', [{ id: 't1', text: '市民来电反映路灯不亮', unit: '市政维修' }])
    for (const of of ['a', 'b'])
      await run('train', 'accusation', file, tickets, '--out', join(folder, of), '--date', '2026-01-02')
    const [a, b] = ['a', 'b'].map((of) => readFileSync(join(folder, of, 'accusation.bin')))
    expect(a).toEqual(b)
    const card = JSON.parse(readFileSync(join(folder, 'a', 'accusation.card.json'), 'utf8'))
    expect(card.counts).toEqual({ 检举控告: 15, 其他诉求: 15 })
    expect(card.levels.possible).toBeLessThanOrEqual(card.levels.sure)
  })

  test('says what is found, apart by how it is told, and what is walled in vain', async () => {
    const { code, out } = await run('evaluate', 'accusation', write('dev.jsonl', accusations))
    expect(code).toBe(0)
    const scores = JSON.parse(out)
    expect(scores).toMatchObject({ task: 'accusation', count: 30 })
    expect(Object.keys(scores)).toEqual(
      expect.arrayContaining(['recall', 'precision', 'recallDirect', 'recallIndirect', 'walledInVain']),
    )
  })

  test('a row that does not say whether it accuses is no row to be taught by', async () => {
    const file = write('train.jsonl', [{ id: 1, text: '路灯坏了', accusation: '否' }])
    const { code, said } = await run('train', 'accusation', file, '--out', join(folder, 'out'))
    expect([code, said.includes('字段 accusation：应为 true')]).toEqual([2, true])
  })
})

describe('huiyin evaluate', () => {
  test('prints accuracy, macro-F1, classes, calibration, coverage and the worst confusions', async () => {
    const { code, out } = await run('evaluate', 'emotion', write('dev.jsonl', posts))
    expect(code).toBe(0)
    const measured = JSON.parse(out)
    expect(measured).toMatchObject({ task: 'emotion', count: 12 })
    expect(Object.keys(measured)).toEqual(
      expect.arrayContaining(['accuracy', 'macroF1', 'classes', 'calibration', 'coverage', 'confusions']),
    )
    expect(measured.calibration.bins).toHaveLength(10)
  })

  test('passes over rows it cannot read, lists them, and ends with 1', async () => {
    const file = write('dev.jsonl', ['{"id": 9', ...posts, '{"id": 1, "content": "好", "label": "狂喜"}'])
    const { code, out, said } = await run('evaluate', 'emotion', file)
    expect(code).toBe(1)
    const { count, skipped } = JSON.parse(out)
    expect([count, skipped.count]).toEqual([12, 2])
    expect(skipped.lines[0]).toMatchObject({ line: 1, error: expect.stringContaining('不是有效的 JSON') })
    expect(skipped.lines[1]).toMatchObject({ line: 14, error: expect.stringContaining('没有标注“狂喜”') })
    expect(said).toContain('有 2 行无法读取')
  })

  test('a label the weights were never taught counts as wrong and stops nothing', async () => {
    const file = write('dev.jsonl', [{ id: 1, title: '入党', text: '怎样申请入党', label: '党务政务' }])
    const { code, out } = await run('evaluate', 'topics', file)
    expect([code, JSON.parse(out).count]).toEqual([0, 1])
  })

  test('a file without a row that can be read is refused', async () => {
    const { code, said } = await run('evaluate', 'emotion', write('dev.jsonl', ['{']))
    expect([code, said.includes('没有可用的样本')]).toEqual([2, true])
  })
})
