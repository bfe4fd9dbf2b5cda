/// Checks a decoded module against every validation rule.
///
/// Specification: https://webassembly.github.io/spec/core/valid/modules.html
package struct ModuleValidator {
  let module: ModuleStructure
  let features: FeatureSet
  let limits: ModuleLimits

  private init(_ module: ModuleStructure, features: FeatureSet, limits: ModuleLimits) {
    self.module = module
    self.features = features
    self.limits = limits
  }

  /// Validates a module and fills in what validation finds out about it.
  ///
  /// - Parameters:
  ///   - module: the decoded module; gets its canonical types and declared functions.
  ///   - features: what the module may use.
  ///   - limits: the largest module to accept.
  /// - Throws: `ModuleError`: invalid, using a feature that is not enabled, beyond a limit, or
  ///   malformed in a function body, which decoding leaves to this.
  package static func validate(
    _ module: inout ModuleStructure, features: FeatureSet = .executable,
    limits: ModuleLimits = ModuleLimits()
  ) throws(ModuleError) {
    let validator = ModuleValidator(module, features: features, limits: limits)
    let types = try validator.types()
    try validator.definitions()
    let declared = validator.declaredFunctions()
    let context = ValidationContext(
      module, types: types, features: features, limits: limits, declaredFunctions: declared)
    var exports = PositionTable()
    try module.bytes.withUnsafeBufferPointer { (bytes) throws(ModuleError) in
      // Neither the validator nor the context leaves this closure.
      var expressions = FunctionValidator(context, bytes)
      try validator.initializers(&expressions)
      exports = try validator.exports()
      try validator.start()
      for number in module.bodies.indices { try expressions.validateBody(number, of: module) }
    }
    module.exportTable = exports
    module.canonicalTypes = types
    module.declaredFunctions = declared
  }
}

extension ModuleValidator {
  /// An error about a section as a whole.
  func invalid(_ message: String, in kind: SectionKind) -> ModuleError {
    ModuleError(code: .invalid, message: message, offset: offset(of: kind))
  }

  func exceeded(
    _ what: String, _ count: Int, limit: Int, in kind: SectionKind
  ) -> ModuleError {
    ModuleError(
      code: .limitExceeded, message: "too many \(what): \(count), the limit is \(limit)",
      offset: offset(of: kind))
  }

  /// Checks that a feature is enabled.
  func require(
    _ feature: Feature, for what: @autoclosure () -> String, in kind: SectionKind
  ) throws(ModuleError) {
    guard features.contains(feature) else {
      throw ModuleError(
        code: .unsupported, message: "\(feature.name): \(what())", offset: offset(of: kind))
    }
  }

  /// Checks that a value type names known types only and needs no disabled feature.
  func check(
    _ type: ValueType, typeCount: Int, in kind: SectionKind
  ) throws(ModuleError) {
    if let index = type.heapType?.typeIndex, index >= typeCount {
      throw invalid("unknown type \(index)", in: kind)
    }
    try require(type.feature, for: "\(type)", in: kind)
  }

  private func offset(of kind: SectionKind) -> Int {
    module.sections.first { $0.id == kind.rawValue }?.range.lowerBound ?? 0
  }
}

extension ValueType {
  /// The feature that brought this type.
  var feature: Feature {
    guard let heapType else { return self == .v128 ? .simd : .mvp }
    switch heapType {
    case .function, .external: return isNullable ? .referenceTypes : .functionReferences
    case .exception, .noException: return .exceptions
    default: return heapType.typeIndex == nil ? .garbageCollection : .functionReferences
    }
  }
}
