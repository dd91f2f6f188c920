// Cost of judging a post, as a multiple of cutting it into words in the same run: node bench/analyze.mjs
// (after `npx tsc -b`). Prints JSON; texts are made of the project's own sentences, 200 characters each.
import { createRequire } from 'node:module'
import { createAnalyzer } from '../analyzer/dist/analyze.js'
import { loadModels } from '../analyzer/dist/model/load.js'
import { countyDirectory } from '../keywords/dist/directory.js'
import { loadLexicon } from '../keywords/dist/lexicon.js'

const nodejieba = createRequire(new URL('../analyzer/package.json', import.meta.url))('nodejieba')
const sentences = [
  '滨河花园小区从昨晚开始停水，自来水公司电话一直打不通，物业说是外面主管道的问题。',
  '我们村到镇上的公路去年才修好，今年又被大货车压坏了，一下雨全是积水，请交通局管一管。',
  '孩子在学校食堂吃完午饭以后肚子疼，老师打电话让接回来，同班还有六个孩子也是一样。',
  '小区楼下的烧烤摊占道经营，油烟直往三楼灌，喝酒划拳吵到凌晨两点，城管白天来了也没用。',
  '开发商逾期交房两年，三百多户业主多次反映一直未果，房产证什么时候能办下来没有人知道。',
  '请问今年的养老保险断缴两年还能不能补交，需要带什么材料，在镇上的窗口能不能办理。',
]
const texts = Array.from({ length: 400 }, (_, i) =>
  Array.from({ length: 6 }, (_, k) => sentences[(i * 5 + k * (1 + (i % 5))) % sentences.length])
    .join('')
    .slice(0, 200),
)
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
// Steps take turns in short rounds; the best round of each is the one that nothing else on the machine disturbed.
const times = Object.fromEntries(Object.keys(steps).map((name) => [name, []]))
const slice = 50
for (let round = 0; round < 160; round += 1) {
  const from = (round * slice) % texts.length
  for (const [name, step] of Object.entries(steps)) {
    const start = process.hrtime.bigint()
    for (const text of texts.slice(from, from + slice)) step(text)
    times[name].push(Number(process.hrtime.bigint() - start) / 1_000 / slice)
  }
}
const best = Object.fromEntries(Object.entries(times).map(([name, of]) => [name, Math.min(...of)]))
const toCut = (name) => Math.round((best[name] / best.cut) * 10) / 10
const micros = Object.fromEntries(Object.entries(best).map(([name, value]) => [name, Math.round(value)]))
console.log(
  JSON.stringify({
    posts: texts.length,
    characters: 200,
    microsPerPost: micros,
    rulesToCut: toCut('rules'),
    analyzeToCut: toCut('analyze'),
    liveToCut: toCut('live'),
  }),
)
