/// The words of the text format that are not instructions.
package enum Keyword: String, CaseIterable, Sendable {
  // Modules.
  case module, type, rec, sub, final, `import`, export, start, offset, item, declare, then
  case `func`, table, memory, global, tag, elem, data, local, param, result, field, mut
  case shared, pagesize
  // Types.
  case i8, i16, i32, i64, f32, f64, v128, ref, null, any, eq, i31, `struct`, array, extern
  case noneHeap = "none"
  case nofunc, noextern, exn, noexn
  case funcref, externref, anyref, eqref, i31ref, structref, arrayref, exnref
  case nullref, nullfuncref, nullexternref, nullexnref
  // Vector shapes.
  case i8x16, i16x8, i32x4, i64x2, f32x4, f64x2
  // Catch clauses.
  case `catch`
  case catchRef = "catch_ref"
  case catchAll = "catch_all"
  case catchAllRef = "catch_all_ref"
  // Prefixes of memory arguments; what follows is a number.
  case offsetEquals = "offset="
  case alignEquals = "align="
  // Scripts.
  case definition, instance, binary, quote, register, invoke, get, either, script, input, output
  case assertReturn = "assert_return"
  case assertTrap = "assert_trap"
  case assertExhaustion = "assert_exhaustion"
  case assertException = "assert_exception"
  case assertMalformed = "assert_malformed"
  case assertInvalid = "assert_invalid"
  case assertUnlinkable = "assert_unlinkable"
  case assertUninstantiable = "assert_uninstantiable"
  case assertMalformedCustom = "assert_malformed_custom"
  case assertInvalidCustom = "assert_invalid_custom"
  case nanCanonical = "nan:canonical"
  case nanArithmetic = "nan:arithmetic"
  case refExtern = "ref.extern"
  case refHost = "ref.host"
  case refAny = "ref.any"
  case refStruct = "ref.struct"
  case refArray = "ref.array"
  case refExn = "ref.exn"
}
