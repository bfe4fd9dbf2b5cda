/// Whether a function's type is declared below a type that it is not equal to.
///
/// - Parameters:
///   - function: the function.
///   - expected: the identity of the type expected.
///
/// Specification: https://webassembly.github.io/spec/core/valid/matching.html#defined-types
@inline(never)
func isSubtype(_ function: UnsafeMutablePointer<FunctionRecord>, _ expected: UInt32) -> Bool {
  // The host's functions have final types without supertypes.
  guard let code = function.pointee.code, let instance = function.pointee.instance else {
    return false
  }
  return instance.pointee.storage._withUnsafeGuaranteedRef { storage in
    storage.module.shape.isSubtype(function: Int(code.pointee.index), of: expected)
  }
}

extension ModuleShape {
  /// Whether the type of a defined function is another module's type, or declared below it.
  fileprivate func isSubtype(function: Int, of expected: UInt32) -> Bool {
    let type = structure.functions[structure.importedFunctionCount + function]
    return structure.canonicalTypes?.table.isSubtype(type, ofIdentity: expected) ?? false
  }
}
