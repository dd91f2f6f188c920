import { readWeights } from '@huiyin/keywords/weights'
import { describe, expect, test } from 'vitest'
import { calibrate } from './calibrate.js'
import { cardOf, sha256 } from './card.js'
import { combineUnits } from './combine-units.js'
import { applyHead, noGuesses } from './head.js'
import { answer, learn } from './learn.js'
import { LinearModels } from './linear-models.js'
import { createModels } from './load.js'
import { documentOf } from './mask.js'
import { calibration, replay } from './measure.js'
import { emotionWords } from './seed-words.js'
import { type Reads, readsOf, Tokenizer, tasks } from './task-tokens.js'
import { TokenList } from './token-list.js'
import { checkRow } from './training-rows.js'
import { decodeWeights, encodeWeights, quantize } from './weights-file.js'

const said = (label: string, texts: readonly string[]) =>
  // Each is said in six ways: what stands in fewer than four documents is no feature.
  texts.flatMap((text, i) =>
    ['', '请问', '反映', '投诉', '咨询', '希望解决'].map((lead, j) => ({
      id: `${label}-${i}-${j}`,
      title: '',
      text: `${lead}${text}`,
      label,
    })),
  )
const rows = [
  ...said('教育文体', [
    '小学入学学区划分',
    '幼儿园收费太高',
    '中学老师补课收费',
    '小学学区入学名额',
    '幼儿园老师太少',
  ]),
  ...said('环境保护', ['河道污水臭味', '工厂废气臭味', '河道垃圾污水', '工厂夜里排废气', '污水流进河道']),
]

describe('learning from labelled rows', () => {
  test('the same rows and seed give the same bytes', () => {
    expect(encodeWeights(learn('topics', rows, [], 1))).toEqual(encodeWeights(learn('topics', rows, [], 1)))
  })

  test('a matter of the same words is filed as it was taught', () => {
    const weights = learn('topics', rows, [], 1)
    const [asked] = answer(weights, [{ id: '1', title: '', text: '小学学区怎么划分入学', label: '教育文体' }])
    expect(weights.labels.map((label, i) => [label, (asked?.[i] ?? 0) > 0.5])).toEqual([
      ['教育文体', true],
      ['环境保护', false],
    ])
  })

  test('a label never seen is refused with those that are known', () => {
    expect(() => checkRow('emotion', { id: 1, content: '好', label: '狂喜' })).toThrow(
      /没有标注“狂喜”，可用：happy、angry/,
    )
    expect(() => checkRow('dispatch', { id: 1, text: '路灯坏了' })).toThrow('字段 unit：缺少标注')
  })

  test('the card names the hash of the weights it describes', () => {
    const weights = learn('topics', rows, [], 1)
    const { card, bytes } = cardOf(weights, {
      date: '2026-01-01',
      seed: 1,
      command: 'huiyin train topics',
      files: [],
      counts: {},
      dev: null,
    })
    expect([card.sha256, card.bytes]).toEqual([sha256(bytes), bytes.length])
  })
})

describe('weights in eight bits', () => {
  const table = { keys: Uint32Array.of(3, 9), idf: Float32Array.of(1, 2) }
  const head = { kind: 'one', temperature: 1 } as const
  const header = { task: 'emotion', labels: ['angry', 'happy'], head, unsureBelow: 0.2 } as const

  test('rounding moves no weight by more than half a step of its feature', () => {
    const columns = [Float32Array.of(0.5, -2, 0.1), Float32Array.of(-0.2, 1.3, 0.4)]
    const { bytes, scale } = quantize(header, table, columns)
    columns.forEach((column, c) => {
      for (const f of [0, 1])
        expect(Math.abs(bytes[f * 2 + c]! * scale[f]! - column[f]!)).toBeLessThanOrEqual(scale[f]! / 2 + 1e-7)
    })
  })

  test('a file read back is what was written, and a file cut short is refused', () => {
    const weights = quantize(header, table, [Float32Array.of(1, 2, 3), Float32Array.of(4, 5, 6)])
    const file = encodeWeights(weights)
    expect(decodeWeights(file, 'x')).toEqual(weights)
    expect(() => decodeWeights(file.subarray(0, file.length - 1), 'emotion.bin')).toThrow(
      'emotion.bin 不完整',
    )
    expect(() => decodeWeights(Buffer.from('没有权重的文件'), 'emotion.bin')).toThrow('不是权重文件')
  })

  test('tasks scored together say what each says alone', () => {
    const other = { keys: Uint32Array.of(9, 12), idf: Float32Array.of(1, 3) }
    const one = quantize(header, table, [Float32Array.of(1, 2, 3), Float32Array.of(4, 5, 6)])
    const two = quantize({ ...header, task: 'topics' }, other, [
      Float32Array.of(-1, 2, 0),
      Float32Array.of(1, 0, 1),
    ])
    const tokens = new TokenList()
    for (const hash of [3, 9, 9, 12, 77]) tokens.add(hash, 1)
    expect(new LinearModels([one, two]).margins(tokens)).toEqual([
      ...new LinearModels([one]).margins(tokens),
      ...new LinearModels([two]).margins(tokens),
    ])
  })

  test('probabilities add up to one, for a text without any known token too', () => {
    const model = new LinearModels([
      quantize(header, table, [Float32Array.of(1, 2, 3), Float32Array.of(4, 5, 6)]),
    ])
    const sum = model.probabilities(new TokenList())[0]?.reduce((a, b) => a + b, 0)
    expect(sum).toBeCloseTo(1, 9)
  })
})

describe('what a model reads', () => {
  const tokensOf = (text: string, title = '', reads: Reads = readsOf.topics) => {
    const { hashes, weights, count } = new Tokenizer(emotionWords()).read(documentOf(title, text), reads)
    return [hashes.slice(0, count), weights.slice(0, count)]
  }

  test('the same matter in another city, year and house number reads the same', () => {
    expect(tokensOf('A3区 2019年12号楼漏水 http://t.cn/a1')).toEqual(tokensOf('B7区2024年3号楼漏水'))
    expect(tokensOf('A3区漏水')).not.toEqual(tokensOf('A3区漏电'))
  })

  test('who is spoken to or quoted tells nothing, what is said to them does', () => {
    const feel = (text: string) => tokensOf(text, '', readsOf.emotion)
    expect(feel('加油//@爱哭的小花:注意安全')).toEqual(feel('加油//@怒海狂风:注意安全'))
    expect(feel('加油//@爱哭的小花:注意安全')).not.toEqual(feel('加油//@爱哭的小花:太难过了'))
    expect(feel('@爱哭的小花 加油')).toEqual(feel('@怒海狂风 加油'))
    expect(feel('找@爱哭的小花，问她')).not.toEqual(feel('找@怒海狂风，问她'))
  })

  test('laughing longer and the same emoticon again at once say nothing new', () => {
    expect(tokensOf('啊啊啊啊啊漏水！！！！！')).toEqual(tokensOf('啊啊漏水！！'))
    expect(tokensOf('好难过[泪][泪][泪]')).toEqual(tokensOf('好难过[泪]'))
    expect(tokensOf('好难过[泪][怒][泪]')).not.toEqual(tokensOf('好难过[泪]'))
  })

  test('a title is read apart from the text where topics are told', () => {
    const [text, title] = [tokensOf('漏水漏水')[0], tokensOf('', '漏水')[0]] as [Uint32Array, Uint32Array]
    const known = new Set(text)
    expect([...title].filter((hash) => !known.has(hash))).toHaveLength(3)
    expect(tokensOf('', '漏水', readsOf.dispatch)[0]).toHaveLength(title.length - 3)
  })

  test('an empty text and an emoji are read without a word', () => {
    expect(tokensOf('')[0]).toHaveLength(0)
    expect(createModels(new Map(), '').judge(documentOf('', '😀')).topics).toEqual(noGuesses)
  })
})

describe('measuring', () => {
  const row = (id: string, expected: string, answered: string) => ({
    id,
    expected,
    answered,
    three: [answered],
    confidence: 0.75,
  })

  test('a replay lists what a change would put right and what it would put wrong', () => {
    const before = [row('1', 'a', 'b'), row('2', 'a', 'a'), row('3', 'a', 'a')]
    const after = [row('1', 'a', 'a'), row('2', 'a', 'b'), row('3', 'a', 'a')]
    expect(replay(before, after)).toEqual({ fixes: 1, breaks: 1, fixed: ['1'], broken: ['2'] })
  })

  test('half right at three quarters sure is a quarter off', () => {
    expect(calibration([row('1', 'a', 'a'), row('2', 'a', 'b')]).ece).toBe(0.25)
  })
})

describe('how sure is unsure', () => {
  test('is the confidence below which held-back rows were right less often than not', () => {
    const head = { kind: 'one', temperature: 1 } as const
    const header = { task: 'emotion', labels: ['angry', 'happy'], head, unsureBelow: 0 } as const
    // The less the margin, the rarer right: from never at 0 to always at 2.
    const held = Array.from({ length: 1_000 }, (_, i) => ({
      margins: Float64Array.of(i / 500, 0),
      label: (i * 7) % 1_000 < i ? 0 : 1,
    }))
    const { unsureBelow } = calibrate(header, held)
    const at = (margin: number) => {
      const found = calibrate(header, held).head
      return applyHead(found, Float64Array.of(margin, 0), 2)[0] ?? 0
    }
    expect(unsureBelow).toBeGreaterThan(at(0.7))
    expect(unsureBelow).toBeLessThan(at(1.3))
  })
})

describe('units from rules and weights together', () => {
  const unit = (code: string, group: string) => ({ code, name: code, group, kind: 'body' as const })
  const units = [unit('jiaoyu', '教育'), unit('huanbao', '生态环境'), unit('jiwei', '纪检信访')]
  const guesses = { labels: ['教育', '生态环境'], probabilities: [0.9, 0.1] }
  const ruled = [
    {
      code: 'jiwei',
      name: 'jiwei',
      group: '纪检信访',
      role: 'lead' as const,
      confidence: 0.9,
      reason: '受理举报',
    },
  ]

  test('a body the text accuses is never proposed; the inspection leads in its place', () => {
    const text = '市民来电反映：校长贪污'
    const found = combineUnits(ruled, guesses, units, {
      text,
      unsureBelow: 0,
      accused: ['jiaoyu'],
      denounces: true,
      isTold: true,
    })
    expect(found.map(({ code }) => code)).toEqual(['jiwei', 'huanbao'])
  })

  test('a body whose work a note complains of may have to answer', () => {
    const text = '市民来电反映：老师辱骂学生'
    const found = combineUnits([], guesses, units, {
      text,
      unsureBelow: 0,
      accused: ['jiaoyu'],
      denounces: false,
      isTold: false,
    })
    expect(found[0]?.code).toBe('jiaoyu')
  })

  test('a post that only may accuse goes to whose matter it is, never to whom it may accuse', () => {
    const circumstances = { text: '校服谁定的价', unsureBelow: 0, denounces: false, isTold: false }
    const asked = combineUnits([], guesses, units, { ...circumstances, accused: ['huanbao'] })
    expect(asked[0]?.code).toBe('jiaoyu')
    expect(asked.map(({ code }) => code)).not.toContain('huanbao')
  })

  test('a proposal that was right less often than not says that it is unsure', () => {
    const [lead] = combineUnits([], guesses, units, {
      text: '',
      unsureBelow: 0.95,
      accused: [],
      denounces: false,
      isTold: false,
    })
    expect([lead?.code, lead?.unsure]).toEqual(['jiaoyu', true])
    expect(lead?.reason).toMatch(/^拿不准，请值班员定夺；/)
  })

  test('weights that are sure propose a body the rules did not find, and say why', () => {
    const [lead] = combineUnits([], guesses, units, {
      text: '',
      unsureBelow: 0.1,
      accused: [],
      denounces: false,
      isTold: false,
    })
    expect([lead?.code, lead?.role, lead?.reason]).toEqual([
      'jiaoyu',
      'lead',
      '以往同类来件交教育（90%）（谁主管谁负责，牵头）',
    ])
  })
})

describe('the shipped weights', () => {
  test.each(tasks)('the card of %s matches its weights', (task) => {
    const file = readWeights(task)
    expect(file && JSON.parse(file.card).sha256).toBe(file && sha256(file.weights))
  })

  test('all together stay below 20 MB', () => {
    const sizes = tasks.map((task) => readWeights(task)?.weights.length ?? 0)
    expect(sizes.reduce((a, b) => a + b)).toBeLessThan(20_000_000)
  })
})
