public import CapnProto

/// The results of streaming methods: none.
///
/// https://capnproto.org/language.html, `stream.capnp`
public enum StreamResult: StructSchema {
  /// Nothing to read.
  public struct Reader: StructReaderProtocol {
    /// The struct without names.
    public let raw: StructReader
    /// Gives a struct the names of this type.
    public init(_ raw: StructReader) { self.raw = raw }
  }
  /// Nothing to build.
  public struct Builder: StructBuilderProtocol {
    /// The struct without names.
    public let raw: StructBuilder
    /// Gives a struct the names of this type.
    public init(_ raw: StructBuilder) { self.raw = raw }
  }
  /// No fields.
  public static var structSize: StructSize { StructSize(dataWords: 0, pointerCount: 0) }
  /// The number of the type in its schema.
  public static var typeID: UInt64 { 0x995f_9a33_77c0_b16e }
}

/// A struct nobody has a schema for: parameters and results as they came.
public enum AnyStructSchema: StructSchema {
  /// A struct without names.
  public struct Reader: StructReaderProtocol {
    /// The struct.
    public let raw: StructReader
    /// Wraps a struct.
    public init(_ raw: StructReader) { self.raw = raw }
  }
  /// A struct without names.
  public struct Builder: StructBuilderProtocol {
    /// The struct.
    public let raw: StructBuilder
    /// Wraps a struct.
    public init(_ raw: StructBuilder) { self.raw = raw }
  }
  /// No fields.
  public static var structSize: StructSize { StructSize(dataWords: 0, pointerCount: 0) }
  /// Zero: it is no struct of any schema.
  public static var typeID: UInt64 { 0 }
}
