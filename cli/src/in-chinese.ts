import type { Command } from 'commander'

/** What commander says of wrong use, and the same in Chinese; `$1` is the name it speaks of. */
const refusals: readonly (readonly [RegExp, string])[] = [
  [/^unknown command '([^']*)'/, '没有命令“$1”'],
  [/^unknown option '([^']*)'/, '没有选项“$1”'],
  [/^missing required argument '([^']*)'/, '缺少参数 <$1>'],
  [/^required option '([^']*)' not specified/, '必须给出选项 $1'],
  [/^option '([^']*)' argument missing/, '选项 $1 后面缺少内容'],
  [
    /^too many arguments(?: for '[^']*')?\. Expected (\d+) arguments? but got (\d+)\./,
    '参数多了：应为 $1 个，给了 $2 个',
  ],
  [/^option '([^']*)' argument '([^']*)' is invalid\./, '选项 $1 不能是“$2”：'],
  [/^command-argument value '([^']*)' is invalid for argument '([^']*)'\./, '参数 <$2> 不能是“$1”：'],
  [/^option '([^']*)' cannot be used with option '([^']*)'/, '选项 $1 不能与 $2 同时使用'],
]
const suggestion = /\(Did you mean (?:one of )?([^?()]*)\?\)/

/** A refusal of commander in Chinese; what it does not know stays as it is. */
function refusalInChinese(said: string): string {
  const bare = said.replace(/^error: /, '').trim()
  const found = refusals.find(([pattern]) => pattern.test(bare))
  if (!found) return said
  const near = suggestion.exec(bare)?.[1]
  const rest = bare
    .replace(suggestion, '')
    .replace(...found)
    .trim()
  return `${rest}${near ? `，是否想写 ${near}？` : ''}\n`
}

const titles: Readonly<Record<string, string>> = {
  'Usage:': '用法：',
  'Arguments:': '参数：',
  'Options:': '选项：',
  'Commands:': '命令：',
}

/** Help and refusals of this command, and of those added to it afterwards, in Chinese. */
export const speakChinese = (program: Command): Command =>
  program
    .helpOption('-h, --help', '显示用法')
    .helpCommand('help [命令]', '显示一个命令的用法')
    .showHelpAfterError('（加 --help 查看用法）')
    .configureOutput({
      writeErr: (text) => process.stderr.write(text),
      outputError: (text, write) => write(refusalInChinese(text)),
    })
    .configureHelp({
      styleTitle: (title) => titles[title] ?? title,
      styleUsage: (usage) => usage.replace('[options]', '[选项]').replace('[command]', '[命令]'),
      styleSubcommandTerm: (term) => term.replace('[options]', '[选项]').replace('[command]', '[命令]'),
    })
