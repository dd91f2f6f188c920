import type { Static, TSchema } from 'typebox'
/** The demonstration's data files; `src/demo` and `dist/demo` lie at the same depth, so both find them. */
export declare const demoFolder: string
/** The YAML files of one sub-folder, in the order of their names. */
export declare const yamlFiles: (folder: string) => string[]
export declare const readText: (file: string) => string
/** Parses and checks YAML text; an error names the file, the field and what to do. */
export declare function parseYaml<S extends TSchema>(schema: S, text: string, file: string): Static<S>
