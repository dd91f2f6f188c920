import type { Command } from 'commander'
import { UsageError } from '../output.js'

/** Commands of the design whose parts do not exist yet: they say so and end with code 2 rather than pretend. */
const notYet: readonly { name: string; does: string }[] = [
  { name: 'backup', does: '备份' },
  { name: 'restore', does: '恢复' },
]

export function addNotYet(program: Command): void {
  for (const { name, does } of notYet)
    program
      .command(name)
      .description(`${does}（尚未提供 not available yet）`)
      .allowUnknownOption()
      .argument('[args...]')
      .action(() => {
        throw new UsageError(`huiyin ${name} 尚未提供（not available yet）`)
      })
}
