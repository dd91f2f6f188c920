import { Command, CommanderError, InvalidArgumentError } from 'commander'
import { expect, test } from 'vitest'
import { speakChinese } from './in-chinese.js'

/** What a command of ours says when it is used like this. */
function said(...args: string[]): string {
  const heard: string[] = []
  const program = speakChinese(new Command('huiyin')).exitOverride()
  program.configureOutput({
    writeErr: (text) => heard.push(text),
    writeOut: (text) => heard.push(text),
  })
  program
    .command('report')
    .argument('<kind>')
    .requiredOption('--out <file>', '写入的文件')
    .option('--limit <n>', '条数', (text) => {
      if (!/^\d+$/.test(text)) throw new InvalidArgumentError('应为整数')
      return Number(text)
    })
    .action(() => {})
  try {
    program.parse(args, { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
  }
  return heard.join('')
}

test.each([
  [['reprt'], '没有命令“reprt”，是否想写 report？'],
  [['report', '--out', 'a.pdf'], '缺少参数 <kind>'],
  [['report', 'special'], '必须给出选项 --out <file>'],
  [['report', 'special', '--out'], '选项 --out <file> 后面缺少内容'],
  [['report', 'special', '--out', 'a.pdf', '--outt'], '没有选项“--outt”，是否想写 --out？'],
  [['report', 'a', 'b', '--out', 'a.pdf'], '参数多了：应为 1 个，给了 2 个'],
  [['report', 'a', '--out', 'a.pdf', '--limit', 'x'], '选项 --limit <n> 不能是“x”： 应为整数'],
])('%j is refused in Chinese', (args, words) => {
  expect(said(...args)).toBe(`${words}\n（加 --help 查看用法）\n`)
})

test('help has no English title', () => {
  expect(said('--help')).toMatch(/^用法： huiyin \[选项\] \[命令\]/)
  expect(said('--help')).not.toMatch(/Usage|Options|Commands|display/)
})
