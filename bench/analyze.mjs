// Cost of judging a post, as a multiple of cutting it into words in the same run: node bench/analyze.mjs [FILE.jsonl]
// (after `npx tsc -b`). Prints a line of JSON for each shape of post: of 20, 200 and 2,000 characters, and full of
// figures. Texts are made of the project's own sentences, or of the rows of FILE (`text` or `content`): the beginnings of
// those that are long enough, for 2,000 characters several in a row.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createAnalyzer } from '../analyzer/dist/analyze.js'
import { loadModels } from '../analyzer/dist/model/load.js'
import { countyDirectory } from '../keywords/dist/directory.js'
import { loadLexicon } from '../keywords/dist/lexicon.js'
import { buildNativeJieba } from '../scripts/native-jieba.mjs'

if (!buildNativeJieba(new URL('..', import.meta.url).pathname)) process.exit(1)
const nodejieba = createRequire(new URL('../analyzer/package.json', import.meta.url))('nodejieba')
const sentences = [
  '滨河花园小区从昨晚开始停水，自来水公司电话一直打不通，物业说是外面主管道的问题。',
  '我们村到镇上的公路去年才修好，今年又被大货车压坏了，一下雨全是积水，请交通局管一管。',
  '孩子在学校食堂吃完午饭以后肚子疼，老师打电话让接回来，同班还有六个孩子也是一样。',
  '小区楼下的烧烤摊占道经营，油烟直往三楼灌，喝酒划拳吵到凌晨两点，城管白天来了也没用。',
  '开发商逾期交房两年，三百多户业主多次反映一直未果，房产证什么时候能办下来没有人知道。',
  '请问今年的养老保险断缴两年还能不能补交，需要带什么材料，在镇上的窗口能不能办理。',
]
const figures = [
  '3号楼2单元1201室停水4天，打96116转2等了15分钟，8点30分答复18:00前来水，22点还没有。',
  '合同写明2023年6月30日交房，至今超期412天，320户每户多付租金1.8万元，合计576万元。',
  '7月15日凌晨2:40，G205国道128公里处2车相撞，造成3人死亡、12人受伤，车牌尾号4471。',
  '养老金每月2,356.40元，2022年补发11,782元，少了3个月，社保卡末4位6620，档案1986年起算。',
  '二十三名工人被欠薪四十六万八千元，拖了一百二十多天，三次讨要每次只给两三千块。',
]
const most = 400
const mixed = (of) => (i) =>
  Array.from({ length: 6 }, (_, k) => of[(i * 5 + k * (1 + (i % 5))) % of.length]).join('')
const times = (count, textOf) => Array.from({ length: count }, (_, i) => textOf(i))
const joined = (texts, characters) => {
  const whole = texts.join('\n')
  return times(Math.min(most / 10, Math.floor(whole.length / characters)), (i) => whole.slice(i * characters))
}
const textsOf = (file) =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))
    .map(({ text, content }) => text ?? content)
const [file] = process.argv.slice(2)
const own = file ? textsOf(file) : times(most, mixed(sentences))
const shapes = [
  { name: 'post', characters: 200, texts: own },
  { name: 'short', characters: 20, texts: file ? own : times(most, (i) => own[i].slice((i * 7) % 180)) },
  { name: 'long', characters: 2_000, texts: joined(own, 2_000) },
  ...(file ? [] : [{ name: 'figures', characters: 200, texts: times(most, mixed(figures)) }]),
]
const county = { lexicon: loadLexicon(), units: countyDirectory() }
const rules = createAnalyzer(county)
const analyzer = createAnalyzer({ ...county, models: loadModels() })
const steps = {
  cut: (text) => nodejieba.cut(text),
  rules: (text) => rules.analyze({ text }),
  analyze: (text) => analyzer.analyze({ text }),
  live: (text) => {
    const input = { text }
    analyzer.admit(input)
    analyzer.analyze(input)
    analyzer.mentions(input)
    analyzer.signature(input)
  },
}
const median = (of) => [...of].sort((a, b) => a - b)[of.length >> 1]

// Steps take turns in short rounds. A round's figure is its processor time as a multiple of the cut's of that round, so
// that what slows the machine slows both; the median of all rounds leaves out those that something fell into.
const rounds = 160
const warmUp = 32
const roundOf = 10_000
for (const { name, characters, texts: all } of shapes) {
  const texts = all
    .filter((text) => text.length >= characters)
    .slice(0, most)
    .map((text) => text.slice(0, characters))
  const slice = Math.max(1, Math.round(roundOf / characters))
  const micros = Object.fromEntries(Object.keys(steps).map((step) => [step, []]))
  for (let round = 0; round < warmUp + rounds; round += 1) {
    const posts = times(slice, (i) => texts[(round * slice + i) % texts.length])
    for (const [step, run] of Object.entries(steps)) {
      const start = process.cpuUsage()
      for (const text of posts) run(text)
      const { user, system } = process.cpuUsage(start)
      if (round >= warmUp) micros[step].push((user + system) / slice)
    }
  }
  const toCut = (step) =>
    Math.round(median(micros[step].map((time, round) => time / micros.cut[round])) * 10) / 10
  console.log(
    JSON.stringify({
      shape: name,
      characters,
      posts: texts.length,
      microsPerPost: Object.fromEntries(
        Object.entries(micros).map(([step, of]) => [step, Math.round(median(of) * 10) / 10]),
      ),
      rulesToCut: toCut('rules'),
      analyzeToCut: toCut('analyze'),
      liveToCut: toCut('live'),
    }),
  )
}
