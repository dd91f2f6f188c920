// Cost of judging a post, as a multiple of cutting it into words in the same run: node bench/analyze.mjs [FILE.jsonl]
// (after `npx tsc -b`). Prints JSON; texts have 200 characters each and are made of the project's own sentences, or are
// the beginnings of the long enough rows of FILE (`text` or `content`).
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
const characters = 200
const most = 400
const ownTexts = () =>
  Array.from({ length: most }, (_, i) =>
    Array.from({ length: 6 }, (_, k) => sentences[(i * 5 + k * (1 + (i % 5))) % sentences.length]).join(''),
  )
const textsOf = (file) =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))
    .map(({ text, content }) => text ?? content)
const [file] = process.argv.slice(2)
const texts = (file ? textsOf(file) : ownTexts())
  .filter((text) => text.length >= characters)
  .slice(0, most)
  .map((text) => text.slice(0, characters))
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
// Steps take turns in short rounds. A round's figure is its processor time as a multiple of the cut's of that round, so
// that what slows the machine slows both; the median of all rounds leaves out those that something fell into.
const slice = 50
const rounds = 160
const warmUp = 32
const times = Object.fromEntries(Object.keys(steps).map((name) => [name, []]))
for (let round = 0; round < warmUp + rounds; round += 1) {
  const from = (round * slice) % texts.length
  const posts = texts.slice(from, from + slice)
  for (const [name, step] of Object.entries(steps)) {
    const start = process.cpuUsage()
    for (const text of posts) step(text)
    const { user, system } = process.cpuUsage(start)
    if (round >= warmUp) times[name].push((user + system) / posts.length)
  }
}
const median = (of) => [...of].sort((a, b) => a - b)[of.length >> 1]
const micros = Object.fromEntries(Object.entries(times).map(([name, of]) => [name, Math.round(median(of))]))
const toCut = (name) =>
  Math.round(median(times[name].map((time, round) => time / times.cut[round])) * 10) / 10
console.log(
  JSON.stringify({
    posts: texts.length,
    characters,
    microsPerPost: micros,
    rulesToCut: toCut('rules'),
    analyzeToCut: toCut('analyze'),
    liveToCut: toCut('live'),
  }),
)
