/// A group of instructions and types that entered WebAssembly together.
///
/// The raw value is a position in ``FeatureSet``.
package enum Feature: UInt8, Sendable, CaseIterable {
  case mvp, signExtension, saturatingConversion, bulkMemory, referenceTypes, multiValue, simd
  case relaxedSimd, tailCall, functionReferences, garbageCollection, exceptions, multiMemory
  case memory64, threads, wideArithmetic, extendedConstants, customPageSizes

  /// The name to show in messages.
  package var name: String {
    switch self {
    case .mvp: "MVP"
    case .signExtension: "sign extension"
    case .saturatingConversion: "saturating conversions"
    case .bulkMemory: "bulk memory"
    case .referenceTypes: "reference types"
    case .multiValue: "multiple values"
    case .simd: "SIMD"
    case .relaxedSimd: "relaxed SIMD"
    case .tailCall: "tail calls"
    case .functionReferences: "typed function references"
    case .garbageCollection: "garbage collection"
    case .exceptions: "exceptions"
    case .multiMemory: "multiple memories"
    case .memory64: "64-bit memory"
    case .threads: "threads"
    case .wideArithmetic: "wide arithmetic"
    case .extendedConstants: "extended constants"
    case .customPageSizes: "custom page sizes"
    }
  }
}

/// A set of WebAssembly features, to say which ones a module may use.
public struct FeatureSet: OptionSet, Hashable, Sendable {
  /// One bit per feature.
  public let rawValue: UInt32

  /// The set with the given bits.
  public init(rawValue: UInt32) { self.rawValue = rawValue }

  package init(_ feature: Feature) { self.init(rawValue: 1 << UInt32(feature.rawValue)) }

  /// The first release of WebAssembly.
  public static let mvp = FeatureSet(.mvp)
  /// Sign extension operators.
  public static let signExtension = FeatureSet(.signExtension)
  /// Conversions from floating point that saturate in place of trapping.
  public static let saturatingConversion = FeatureSet(.saturatingConversion)
  /// Bulk operations on memories and tables, and passive segments.
  public static let bulkMemory = FeatureSet(.bulkMemory)
  /// References as values, and several tables.
  public static let referenceTypes = FeatureSet(.referenceTypes)
  /// Functions and blocks with several results, and blocks with parameters.
  public static let multiValue = FeatureSet(.multiValue)
  /// 128-bit vectors.
  public static let simd = FeatureSet(.simd)
  /// Vector instructions whose results may differ between machines.
  public static let relaxedSimd = FeatureSet(.relaxedSimd)
  /// Calls that replace the frame of their caller.
  public static let tailCall = FeatureSet(.tailCall)
  /// References to functions of a known type.
  public static let functionReferences = FeatureSet(.functionReferences)
  /// Structures and arrays on a garbage-collected heap, and recursive types.
  public static let garbageCollection = FeatureSet(.garbageCollection)
  /// Exceptions with tags.
  public static let exceptions = FeatureSet(.exceptions)
  /// More than one memory.
  public static let multiMemory = FeatureSet(.multiMemory)
  /// Memories and tables with 64-bit addresses.
  public static let memory64 = FeatureSet(.memory64)
  /// Shared memories and atomic operations.
  public static let threads = FeatureSet(.threads)
  /// 128-bit addition, subtraction and multiplication on pairs of integers.
  public static let wideArithmetic = FeatureSet(.wideArithmetic)
  /// Integer arithmetic in constant expressions.
  public static let extendedConstants = FeatureSet(.extendedConstants)
  /// Memories whose pages are single bytes.
  public static let customPageSizes = FeatureSet(.customPageSizes)

  /// Everything that decoding and validation know.
  public static let all = FeatureSet(
    rawValue: Feature.allCases.reduce(0) { $0 | FeatureSet($1).rawValue })

  /// What this version can execute of the standard.
  public static let executable: FeatureSet = [
    .mvp, .signExtension, .saturatingConversion, .bulkMemory, .referenceTypes, .multiValue,
    .simd, .relaxedSimd, .tailCall, .extendedConstants, .multiMemory, .memory64,
    .functionReferences, .garbageCollection, .exceptions,
  ]

  /// What this version can execute beyond the standard; off unless asked for, as the standard has
  /// tests that such modules are refused.
  public static let proposals: FeatureSet = [.wideArithmetic, .customPageSizes, .threads]

  /// Whether the feature is in the set.
  package func contains(_ feature: Feature) -> Bool { contains(FeatureSet(feature)) }
}
