import Testing
import WebAssembly

/// Decodes and validates; the error, or nil for a module that is fine.
func validationError(
  _ bytes: [UInt8], features: FeatureSet = .all, limits: ModuleLimits = ModuleLimits()
) -> ModuleError? {
  do throws(ModuleError) {
    var module = try ModuleDecoder.decode(bytes, limits: limits, features: features)
    try ModuleValidator.validate(&module, features: features, limits: limits)
    return nil
  } catch {
    return error
  }
}

/// Decodes and validates a module that must be fine.
func validated(
  _ builder: ModuleBuilder, sourceLocation: SourceLocation = #_sourceLocation
) throws -> ModuleStructure {
  var module = try ModuleDecoder.decode(builder.bytes, features: .all)
  try ModuleValidator.validate(&module, features: .all)
  return module
}

/// Expects a module to be fine.
func expectValid(
  features: FeatureSet = .all, sourceLocation: SourceLocation = #_sourceLocation,
  _ build: (inout ModuleBuilder) -> Void
) {
  var builder = ModuleBuilder()
  build(&builder)
  let error = validationError(builder.bytes, features: features)
  #expect(error == nil, sourceLocation: sourceLocation)
}

/// Expects a module to be invalid, for a reason in the words of the official test suite.
func expectInvalid(
  _ message: String, features: FeatureSet = .all, code: ModuleError.Code = .invalid,
  sourceLocation: SourceLocation = #_sourceLocation, _ build: (inout ModuleBuilder) -> Void
) {
  var builder = ModuleBuilder()
  build(&builder)
  let error = validationError(builder.bytes, features: features)
  #expect(error?.code == code, "\(String(describing: error))", sourceLocation: sourceLocation)
  #expect(
    error?.message.hasPrefix(message) == true, "\(String(describing: error))",
    sourceLocation: sourceLocation)
}
