import { expect, test } from 'vitest'
import { chooseFonts, shippedFontFiles } from './fonts.js'
import { createCompiler, knowsFamily } from './typesetter.js'

test('a machine without official faces gets the shipped ones, and the statement says so', () => {
  const { roles, statement } = chooseFonts(() => false)
  expect(roles.body).toEqual({ families: ['Noto Serif SC'], weight: 400 })
  expect(statement).toBe(
    '字体：仿宋=Noto Serif SC（代），小标宋=Noto Serif SC（代），楷体=Noto Serif SC（代），黑体=Noto Sans SC（代）',
  )
})

test('an official face of the machine goes first, with the shipped one behind it', () => {
  const { roles, statement } = chooseFonts((family) => family === 'FangSong' || family === '方正小标宋简体')
  expect(roles.body.families).toEqual(['FangSong', 'Noto Serif SC'])
  expect(roles.title).toEqual({ families: ['方正小标宋简体', 'Noto Serif SC'], weight: 400 })
  expect(statement).toContain('仿宋=FangSong，小标宋=方正小标宋简体，楷体=Noto Serif SC（代）')
})

test('the typesetter knows the faces shipped and no face that does not exist', () => {
  const compiler = createCompiler(shippedFontFiles())
  expect(knowsFamily(compiler, 'Noto Serif SC')).toBe(true)
  expect(knowsFamily(compiler, 'Noto Sans SC')).toBe(true)
  expect(knowsFamily(compiler, '没有这种字体')).toBe(false)
})
