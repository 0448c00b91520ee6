;; Scans one-bit codes for those near to a query's code: Hamming distances, 128 bits at a time.
;; Assembled into code-scan.wasm.ts by build/assemble-wasm.mjs.
(module
  ;; Up to 4 GiB, grown by whoever fills it.
  (memory (export "memory") 1 65536)

  ;; $query: address of the query's code; $codes: of the first of $count codes of $blocks * 16 bytes each, in a row.
  ;; $base: number of the first of them. At $found, for each whose distance is $limit or less: its number and its
  ;; distance, four bytes each. Returns how many there are: the caller leaves room for $count.
  (func (export "scan")
    (param $query i32) (param $codes i32) (param $count i32) (param $blocks i32)
    (param $base i32) (param $limit i32) (param $found i32) (result i32)
    (local $end i32) (local $q i32) (local $left i32) (local $distance i32) (local $start i32)
    (local $sum v128)
    (local.set $start (local.get $found))
    (local.set $end (i32.add (local.get $base) (local.get $count)))
    (block $done
      (loop $code
        (br_if $done (i32.ge_u (local.get $base) (local.get $end)))
        (local.set $q (local.get $query))
        (local.set $left (local.get $blocks))
        (local.set $sum (v128.const i64x2 0 0))
        ;; Four blocks at a time: a byte then counts up to 32 bits, so that its sums need no widening in between.
        (block $no_four
          (loop $four
            (br_if $no_four (i32.lt_u (local.get $left) (i32.const 4)))
            (local.set $sum
              (i16x8.add
                (local.get $sum)
                (i16x8.extadd_pairwise_i8x16_u
                  (i8x16.add
                    (i8x16.add
                      (i8x16.popcnt (v128.xor (v128.load (local.get $q)) (v128.load (local.get $codes))))
                      (i8x16.popcnt
                        (v128.xor (v128.load offset=16 (local.get $q)) (v128.load offset=16 (local.get $codes)))))
                    (i8x16.add
                      (i8x16.popcnt
                        (v128.xor (v128.load offset=32 (local.get $q)) (v128.load offset=32 (local.get $codes))))
                      (i8x16.popcnt
                        (v128.xor (v128.load offset=48 (local.get $q)) (v128.load offset=48 (local.get $codes)))))))))
            (local.set $q (i32.add (local.get $q) (i32.const 64)))
            (local.set $codes (i32.add (local.get $codes) (i32.const 64)))
            (local.set $left (i32.sub (local.get $left) (i32.const 4)))
            (br $four)))
        (block $no_one
          (loop $one
            (br_if $no_one (i32.eqz (local.get $left)))
            (local.set $sum
              (i16x8.add
                (local.get $sum)
                (i16x8.extadd_pairwise_i8x16_u
                  (i8x16.popcnt (v128.xor (v128.load (local.get $q)) (v128.load (local.get $codes)))))))
            (local.set $q (i32.add (local.get $q) (i32.const 16)))
            (local.set $codes (i32.add (local.get $codes) (i32.const 16)))
            (local.set $left (i32.sub (local.get $left) (i32.const 1)))
            (br $one)))
        (local.set $sum (i32x4.extadd_pairwise_i16x8_u (local.get $sum)))
        (local.set $distance
          (i32.add
            (i32.add (i32x4.extract_lane 0 (local.get $sum)) (i32x4.extract_lane 1 (local.get $sum)))
            (i32.add (i32x4.extract_lane 2 (local.get $sum)) (i32x4.extract_lane 3 (local.get $sum)))))
        (if (i32.le_u (local.get $distance) (local.get $limit))
          (then
            (i32.store (local.get $found) (local.get $base))
            (i32.store offset=4 (local.get $found) (local.get $distance))
            (local.set $found (i32.add (local.get $found) (i32.const 8)))))
        (local.set $base (i32.add (local.get $base) (i32.const 1)))
        (br $code)))
    (i32.shr_u (i32.sub (local.get $found) (local.get $start)) (i32.const 3))))
