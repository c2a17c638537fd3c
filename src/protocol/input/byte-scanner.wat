;; What every byte of a message goes through, sixteen at a time: the same in JavaScript takes longer than all else that a
;; large message costs. `npm run build:wasm` puts it into byte-scanner-module.ts; a test compares the two.
(module
  ;; First page: the last bytes of a scan, and a table. Second: what sockets are read into. Third and fourth: copies of other bytes.
  ;; Fifth and sixth: bytes without their stuffed dots.
  (memory (export "memory") 6)

  ;; Scans $size bytes, a multiple of 256, from $at + 1 on; the one before them is at $at. Answers bits: 1 a bare CR or
  ;; LF, 2 some 256 bytes without LF, 4 a byte above 127, 8 a NUL, 16 a dot after an LF.
  (func (export "scan") (param $at i32) (param $size i32) (result i32)
    (local $end i32) (local $group i32) (local $sparse i32)
    (local $bytes v128) (local $before v128) (local $lf v128)
    (local $lines v128) (local $bare v128) (local $dotted v128) (local $high v128) (local $least v128)
    (local $LF v128) (local $CR v128) (local $DOT v128)
    (local.set $LF (i8x16.splat (i32.const 10)))
    (local.set $CR (i8x16.splat (i32.const 13)))
    (local.set $DOT (i8x16.splat (i32.const 46)))
    (local.set $least (i8x16.splat (i32.const 255)))
    (local.set $end (i32.add (local.get $at) (local.get $size)))
    (block $done
      (loop $groups
        (br_if $done (i32.ge_u (local.get $at) (local.get $end)))
        (local.set $group (i32.add (local.get $at) (i32.const 256)))
        (local.set $lines (v128.const i64x2 0 0))
        (loop $steps
          (local.set $bytes (v128.load offset=1 align=1 (local.get $at)))
          (local.set $before (v128.load align=1 (local.get $at)))
          (local.set $lf (i8x16.eq (local.get $bytes) (local.get $LF)))
          (local.set $lines (v128.or (local.get $lines) (local.get $lf)))
          (local.set $bare (v128.or (local.get $bare)
            (v128.xor (local.get $lf) (i8x16.eq (local.get $before) (local.get $CR)))))
          (local.set $dotted (v128.or (local.get $dotted)
            (v128.and (i8x16.eq (local.get $bytes) (local.get $DOT)) (i8x16.eq (local.get $before) (local.get $LF)))))
          (local.set $high (v128.or (local.get $high) (local.get $bytes)))
          (local.set $least (i8x16.min_u (local.get $least) (local.get $bytes)))
          (local.set $at (i32.add (local.get $at) (i32.const 16)))
          (br_if $steps (i32.lt_u (local.get $at) (local.get $group))))
        (local.set $sparse (i32.or (local.get $sparse) (i32.eqz (v128.any_true (local.get $lines)))))
        (br $groups)))
    (i32.or
      (i32.or (v128.any_true (local.get $bare)) (i32.shl (local.get $sparse) (i32.const 1)))
      (i32.or
        (i32.or
          (i32.shl (i32.ne (i8x16.bitmask (local.get $high)) (i32.const 0)) (i32.const 2))
          (i32.shl (i32.eqz (i8x16.all_true (local.get $least))) (i32.const 3)))
        (i32.shl (v128.any_true (local.get $dotted)) (i32.const 4)))))

  ;; Where the first CRLF . CRLF from $at on begins, if it does before $end; up to 20 bytes after $end are read.
  (func (export "find") (param $at i32) (param $end i32) (result i32)
    (local $found i32) (local $LF v128) (local $CR v128)
    (local.set $LF (i8x16.splat (i32.const 10)))
    (local.set $CR (i8x16.splat (i32.const 13)))
    (block $done
      (loop $steps
        (br_if $done (i32.ge_u (local.get $at) (local.get $end)))
        (local.set $found (i8x16.bitmask (v128.and
          (v128.and
            (i8x16.eq (v128.load offset=2 align=1 (local.get $at)) (i8x16.splat (i32.const 46)))
            (i8x16.eq (v128.load offset=3 align=1 (local.get $at)) (local.get $CR)))
          (v128.and
            (i8x16.eq (v128.load offset=4 align=1 (local.get $at)) (local.get $LF))
            (v128.and
              (i8x16.eq (v128.load align=1 (local.get $at)) (local.get $CR))
              (i8x16.eq (v128.load offset=1 align=1 (local.get $at)) (local.get $LF)))))))
        (br_if $done (local.get $found))
        (local.set $at (i32.add (local.get $at) (i32.const 16)))
        (br $steps)))
    (if (local.get $found) (then (return (i32.add (local.get $at) (i32.ctz (local.get $found))))))
    (local.get $end))

  ;; Where to find the bytes that stay of eight, for each set of dots among them: 256 times eight numbers.
  (global $stay i32 (i32.const 4096))
  (start $fill)
  (func $fill
    (local $set i32) (local $bit i32) (local $to i32)
    (loop $sets
      (local.set $to (i32.add (global.get $stay) (i32.shl (local.get $set) (i32.const 3))))
      (local.set $bit (i32.const 0))
      (loop $bits
        (if (i32.eqz (i32.and (i32.shr_u (local.get $set) (local.get $bit)) (i32.const 1)))
          (then
            (i32.store8 (local.get $to) (local.get $bit))
            (local.set $to (i32.add (local.get $to) (i32.const 1)))))
        (local.set $bit (i32.add (local.get $bit) (i32.const 1)))
        (br_if $bits (i32.lt_u (local.get $bit) (i32.const 8))))
      (local.set $set (i32.add (local.get $set) (i32.const 1)))
      (br_if $sets (i32.lt_u (local.get $set) (i32.const 256)))))

  ;; Copies $size bytes from $at + 2 on to $to, without the dots after CRLF; the two before them are at $at. Answers where
  ;; the copy ends; up to 16 bytes after it are written over.
  (func (export "unstuff") (param $at i32) (param $size i32) (param $to i32) (result i32)
    (local $end i32) (local $dots i32) (local $low i32) (local $bytes v128)
    (local.set $end (i32.add (local.get $at) (local.get $size)))
    (block $done
      (loop $groups
        (br_if $done (i32.ge_u (local.get $at) (local.get $end)))
        (local.set $bytes (v128.load offset=2 align=1 (local.get $at)))
        (local.set $dots (i8x16.bitmask (v128.and
          (i8x16.eq (local.get $bytes) (i8x16.splat (i32.const 46)))
          (v128.and
            (i8x16.eq (v128.load offset=1 align=1 (local.get $at)) (i8x16.splat (i32.const 10)))
            (i8x16.eq (v128.load align=1 (local.get $at)) (i8x16.splat (i32.const 13)))))))
        ;; Dots after the end are none.
        (if (i32.lt_u (i32.sub (local.get $end) (local.get $at)) (i32.const 16))
          (then (local.set $dots (i32.and (local.get $dots)
            (i32.sub (i32.shl (i32.const 1) (i32.sub (local.get $end) (local.get $at))) (i32.const 1))))))
        (local.set $at (i32.add (local.get $at) (i32.const 16)))
        (if (local.get $dots)
          (then
            ;; Each half is moved together, and the second put where the first ends.
            (local.set $low (i32.and (local.get $dots) (i32.const 255)))
            (v128.store64_lane align=1 0 (local.get $to) (i8x16.swizzle (local.get $bytes)
              (v128.load64_zero (i32.add (global.get $stay) (i32.shl (local.get $low) (i32.const 3))))))
            (local.set $to (i32.add (local.get $to) (i32.sub (i32.const 8) (i32.popcnt (local.get $low)))))
            (local.set $dots (i32.shr_u (local.get $dots) (i32.const 8)))
            (v128.store64_lane align=1 0 (local.get $to) (i8x16.swizzle (local.get $bytes)
              (i8x16.add (i8x16.splat (i32.const 8))
                (v128.load64_zero (i32.add (global.get $stay) (i32.shl (local.get $dots) (i32.const 3)))))))
            (local.set $to (i32.add (local.get $to) (i32.sub (i32.const 8) (i32.popcnt (local.get $dots))))))
          (else
            (v128.store align=1 (local.get $to) (local.get $bytes))
            (local.set $to (i32.add (local.get $to) (i32.const 16)))))
        (br $groups)))
    (i32.sub (local.get $to) (i32.sub (local.get $at) (local.get $end)))))
