import type { Command } from 'commander'

type Add = (program: Command) => unknown

/** One file a command, read only when it is asked for: `deadline` must not wait for a browser engine to load. */
const commands: Record<string, () => Promise<Add>> = {
  start: async () => (await import('./start.js')).addStart,
  status: async () => (await import('./status.js')).addStatus,
  import: async () => (await import('./import.js')).addImport,
  sweep: async () => (await import('./sweep.js')).addSweep,
  source: async () => (await import('./source.js')).addSource,
  extract: async () => (await import('./extract.js')).addExtract,
  analyze: async () => (await import('./analyze.js')).addAnalyze,
  cluster: async () => (await import('./cluster.js')).addCluster,
  deadline: async () => (await import('./deadline.js')).addDeadline,
  calendar: async () => (await import('./calendar.js')).addCalendar,
  report: async () => (await import('./report.js')).addReport,
  export: async () => (await import('./export.js')).addExport,
  evaluate: async () => (await import('./evaluate.js')).addEvaluate,
  train: async () => (await import('./train.js')).addTrain,
  prove: async () => (await import('./prove.js')).addProve,
  user: async () => (await import('./user.js')).addUser,
  keys: async () => (await import('./keys.js')).addKeys,
  audit: async () => (await import('./audit.js')).addAudit,
  backup: async () => (await import('./backup.js')).addBackup,
  restore: async () => (await import('./restore.js')).addRestore,
  demo: async () => (await import('./demo.js')).addDemo,
  migrate: async () => (await import('./migrate.js')).addMigrate,
  service: async () => (await import('./service.js')).addService,
}

/** Adds the command named by `wanted`, or all of them (for --help and for a name that does not exist). */
export async function addCommands(program: Command, wanted: string | undefined): Promise<void> {
  const names = wanted && wanted in commands ? [wanted] : Object.keys(commands)
  for (const name of names) {
    const add = await commands[name]?.()
    add?.(program)
  }
}
