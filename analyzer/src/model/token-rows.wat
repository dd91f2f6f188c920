;; Rows of eight-bit weights by the hash of their token: which rows a text touches, what each counts, and their sum.
;; A row is: times met in this text (f32), for each task idf and scale * idf (f32 each), then weights. Lists have entries
;; of eight bytes: the address of a row (i32), then what the function says. No loop jumps over what it might miss: the
;; memory is asked for many rows at once, and nothing waits for a guess that was wrong.
(module
  (memory (export "memory") 1)

  ;; The rows of `count` hashes (i32) at `hashes`, met as often as `weights` (f32) say. Rows are numbered in the order of
  ;; their buckets: those of bucket b run from `starts[b]` to `starts[b + 1]` (i32 each) and `tags` holds the upper
  ;; sixteen bits of their hashes; the lower sixteen are b. Adds to the rows' times, and writes each row once to `list`,
  ;; in the order met, with nothing beside it. Returns how many there are; `list` needs room for one entry more.
  (func (export "meet") (param $hashes i32) (param $weights i32) (param $count i32) (param $starts i32) (param $tags i32)
      (param $rows i32) (param $stride i32) (param $list i32) (result i32)
    (local $first i32) (local $last i32) (local $at i32) (local $end i32) (local $out i32) (local $hits i32)
    (local $bucket i32) (local $tag v128) (local $row i32) (local $before f32)
    (local.set $last (i32.add (local.get $hashes) (i32.shl (local.get $count) (i32.const 2))))
    (local.set $out (local.get $list))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $hashes) (local.get $last)))
        (local.set $bucket
          (i32.add (local.get $starts) (i32.shl (i32.load16_u (local.get $hashes)) (i32.const 2))))
        (local.set $tag (v128.load16_splat offset=2 (local.get $hashes)))
        (local.set $at (i32.load (local.get $bucket)))
        (local.set $end (i32.load offset=4 (local.get $bucket)))
        (block $looked
          (loop $eight
            (local.set $hits
              (i32.and
                (i16x8.bitmask
                  (i16x8.eq
                    (local.get $tag)
                    (v128.load align=2 (i32.add (local.get $tags) (i32.shl (local.get $at) (i32.const 1))))))
                (i32.sub
                  (i32.shl
                    (i32.const 1)
                    (select
                      (i32.const 8)
                      (i32.sub (local.get $end) (local.get $at))
                      (i32.ge_u (i32.sub (local.get $end) (local.get $at)) (i32.const 8))))
                  (i32.const 1))))
            (br_if $looked (i32.le_u (i32.sub (local.get $end) (local.get $at)) (i32.const 8)))
            (br_if $looked (local.get $hits))
            (local.set $at (i32.add (local.get $at) (i32.const 8)))
            (br $eight)))
        (i32.store
          (local.get $out)
          (i32.add
            (local.get $rows)
            (i32.mul (i32.add (local.get $at) (i32.ctz (local.get $hits))) (local.get $stride))))
        (f32.store offset=4 (local.get $out) (f32.load (local.get $weights)))
        (local.set $out
          (i32.add (local.get $out) (i32.shl (i32.ne (local.get $hits) (i32.const 0)) (i32.const 3))))
        (local.set $hashes (i32.add (local.get $hashes) (i32.const 4)))
        (local.set $weights (i32.add (local.get $weights) (i32.const 4)))
        (br $next)))
    (local.set $last (local.get $out))
    (local.set $first (local.get $list))
    (local.set $out (local.get $list))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $first) (local.get $last)))
        (local.set $row (i32.load (local.get $first)))
        (local.set $before (f32.load (local.get $row)))
        (f32.store (local.get $row) (f32.add (local.get $before) (f32.load offset=4 (local.get $first))))
        (i32.store (local.get $out) (local.get $row))
        (local.set $out
          (i32.add (local.get $out) (i32.shl (f32.eq (local.get $before) (f32.const 0)) (i32.const 3))))
        (local.set $first (i32.add (local.get $first) (i32.const 8)))
        (br $next)))
    (i32.shr_u (i32.sub (local.get $out) (local.get $list)) (i32.const 3)))

  ;; Writes beside each of the `count` rows at `list` what `dampened` (f32 by whole number, up to `most`) says of its
  ;; times, and sets its times to none.
  (func (export "dampen") (param $list i32) (param $count i32) (param $dampened i32) (param $most i32)
    (local $end i32) (local $row i32) (local $times i32)
    (local.set $end (i32.add (local.get $list) (i32.shl (local.get $count) (i32.const 3))))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $list) (local.get $end)))
        (local.set $row (i32.load (local.get $list)))
        (local.set $times (i32.trunc_sat_f32_u (f32.load (local.get $row))))
        (f32.store offset=4
          (local.get $list)
          (f32.load
            (i32.add
              (local.get $dampened)
              (i32.shl
                (select (local.get $times) (local.get $most) (i32.lt_u (local.get $times) (local.get $most)))
                (i32.const 2)))))
        (f32.store (local.get $row) (f32.const 0))
        (local.set $list (i32.add (local.get $list) (i32.const 8)))
        (br $next))))

  ;; Of the `count` rows at `list`, each with its dampened times, those a task knows: its idf stands at `factors` in a
  ;; row and is not 0, scale * idf after it, and its weights from `weights` on. Writes them to `out`, each with its
  ;; factor (i16): times * idf * scale, in steps so small that neither it nor the sum of all, times 127, overflows.
  ;; Leaves steps a unit (f64) at `told` and the sum of (times * idf) squared (f64) after it. Returns how many it knows;
  ;; `out` needs room for one entry more.
  (func (export "weigh") (param $list i32) (param $count i32) (param $factors i32) (param $weights i32) (param $out i32)
      (param $told i32) (result i32)
    (local $end i32) (local $row i32) (local $times f32) (local $idf f32) (local $factor f32) (local $largest f32)
    (local $square f64) (local $known i32) (local $to i32) (local $scale f64)
    (local.set $end (i32.add (local.get $list) (i32.shl (local.get $count) (i32.const 3))))
    (local.set $to (local.get $out))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $list) (local.get $end)))
        (local.set $row (i32.load (local.get $list)))
        (local.set $times (f32.load offset=4 (local.get $list)))
        (local.set $idf (f32.load (i32.add (local.get $row) (local.get $factors))))
        (local.set $factor
          (f32.mul (local.get $times) (f32.load offset=4 (i32.add (local.get $row) (local.get $factors)))))
        (i32.store (local.get $to) (i32.add (local.get $row) (local.get $weights)))
        (f32.store offset=4 (local.get $to) (local.get $factor))
        (local.set $square
          (f64.add
            (local.get $square)
            (f64.mul
              (f64.mul
                (f64.mul (f64.promote_f32 (local.get $times)) (f64.promote_f32 (local.get $times)))
                (f64.promote_f32 (local.get $idf)))
              (f64.promote_f32 (local.get $idf)))))
        (local.set $largest (f32.max (local.get $largest) (local.get $factor)))
        (local.set $to
          (i32.add (local.get $to) (i32.shl (f32.ne (local.get $idf) (f32.const 0)) (i32.const 3))))
        (local.set $list (i32.add (local.get $list) (i32.const 8)))
        (br $next)))
    (local.set $known (i32.shr_u (i32.sub (local.get $to) (local.get $out)) (i32.const 3)))
    (f64.store offset=8 (local.get $told) (local.get $square))
    (f64.store (local.get $told) (f64.const 1))
    (if (f32.gt (local.get $largest) (f32.const 0))
      (then
        (local.set $scale
          (f64.div
            (f64.min
              (f64.const 32767)
              (f64.floor
                (f64.div
                  (f64.const 2147483647)
                  (f64.mul (f64.const 127) (f64.convert_i32_u (local.get $known))))))
            (f64.promote_f32 (local.get $largest))))
        (f64.store (local.get $told) (local.get $scale))))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $out) (local.get $to)))
        (i32.store16 offset=4
          (local.get $out)
          (i32.trunc_sat_f64_s
            (f64.floor
              (f64.add
                (f64.mul (f64.promote_f32 (f32.load offset=4 (local.get $out))) (local.get $scale))
                (f64.const 0.5)))))
        (local.set $out (i32.add (local.get $out) (i32.const 8)))
        (br $next)))
    (local.get $known))

  ;; For each of `count` entries of eight bytes at `list` (address of a row i32, factor i16, unused): adds
  ;; factor * row[column] for the sixteen columns from `column` on; leaves sixteen i32 at `out`.
  (func (export "sum") (param $list i32) (param $count i32) (param $column i32) (param $out i32)
    (local $end i32) (local $row v128) (local $half v128) (local $factor v128)
    (local $a v128) (local $b v128) (local $c v128) (local $d v128)
    (local.set $end (i32.add (local.get $list) (i32.shl (local.get $count) (i32.const 3))))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $list) (local.get $end)))
        (local.set $row (v128.load align=1 (i32.add (i32.load (local.get $list)) (local.get $column))))
        (local.set $factor (v128.load16_splat offset=4 (local.get $list)))
        (local.set $half (i16x8.extend_low_i8x16_s (local.get $row)))
        (local.set $a (i32x4.add (local.get $a) (i32x4.extmul_low_i16x8_s (local.get $half) (local.get $factor))))
        (local.set $b (i32x4.add (local.get $b) (i32x4.extmul_high_i16x8_s (local.get $half) (local.get $factor))))
        (local.set $half (i16x8.extend_high_i8x16_s (local.get $row)))
        (local.set $c (i32x4.add (local.get $c) (i32x4.extmul_low_i16x8_s (local.get $half) (local.get $factor))))
        (local.set $d (i32x4.add (local.get $d) (i32x4.extmul_high_i16x8_s (local.get $half) (local.get $factor))))
        (local.set $list (i32.add (local.get $list) (i32.const 8)))
        (br $next)))
    (v128.store (local.get $out) (local.get $a))
    (v128.store offset=16 (local.get $out) (local.get $b))
    (v128.store offset=32 (local.get $out) (local.get $c))
    (v128.store offset=48 (local.get $out) (local.get $d))))
