// The shape of what capnpc-swift generates for interfaces, by hand: the structs of example.capnp,
// whose fields of interface type have their clients' types.
// swift-format-ignore-file

// What the shape of generated interfaces is shown with: plain, inherited, generic and streaming ones, pipelining, tail calls.
//

public import CapnProto
public import CapnProtoAsync

/// The interface `Counter` of the schema.
public enum Counter {
  /// The id of the type in its schema.
  @inlinable public static var typeID: UInt64 { 0xe5b2b36f1fadbca5 }

  /// The struct `add$Params` of the schema.
  public enum AddParams: CapnProto.StructSchema {
    /// The id of the type in its schema.
    @inlinable public static var typeID: UInt64 { 0xf145192c9a43e746 }
    /// The size that new structs have.
    @inlinable public static var structSize: CapnProto.StructSize {
      CapnProto.StructSize(dataWords: 1, pointerCount: 0)
    }

    /// A `add$Params` in a message.
    public struct Reader: CapnProto.StructReaderProtocol {
      /// The struct without names.
      public let raw: CapnProto.StructReader
      /// Gives a struct its names.
      @inlinable public init(_ raw: CapnProto.StructReader) { self.raw = raw }

      /// `delta` of the schema.
      @inlinable public var delta: Int64 { raw.get(0) }
    }

    /// A `add$Params` in a message that is being built.
    public struct Builder: CapnProto.StructBuilderProtocol {
      /// The struct without names.
      public let raw: CapnProto.StructBuilder
      /// Gives a struct its names.
      @inlinable public init(_ raw: CapnProto.StructBuilder) { self.raw = raw }
      /// The struct, to be read while nobody builds.
      @inlinable public var asReader: Reader { Reader(raw.asReader) }

      /// `delta` of the schema.
      @inlinable public var delta: Int64 {
        get { raw.get(0) }
        nonmutating set { raw.set(0, newValue) }
      }
    }
  }

  /// The struct `add$Results` of the schema.
  public enum AddResults: CapnProto.StructSchema {
    /// The id of the type in its schema.
    @inlinable public static var typeID: UInt64 { 0xaa249e958b5c6d01 }
    /// The size that new structs have.
    @inlinable public static var structSize: CapnProto.StructSize {
      CapnProto.StructSize(dataWords: 1, pointerCount: 0)
    }

    /// A `add$Results` in a message.
    public struct Reader: CapnProto.StructReaderProtocol {
      /// The struct without names.
      public let raw: CapnProto.StructReader
      /// Gives a struct its names.
      @inlinable public init(_ raw: CapnProto.StructReader) { self.raw = raw }

      /// `value` of the schema.
      @inlinable public var value: Int64 { raw.get(0) }
    }

    /// A `add$Results` in a message that is being built.
    public struct Builder: CapnProto.StructBuilderProtocol {
      /// The struct without names.
      public let raw: CapnProto.StructBuilder
      /// Gives a struct its names.
      @inlinable public init(_ raw: CapnProto.StructBuilder) { self.raw = raw }
      /// The struct, to be read while nobody builds.
      @inlinable public var asReader: Reader { Reader(raw.asReader) }

      /// `value` of the schema.
      @inlinable public var value: Int64 {
        get { raw.get(0) }
        nonmutating set { raw.set(0, newValue) }
      }
    }
  }

  /// The struct `get$Params` of the schema.
  public enum GetParams: CapnProto.StructSchema {
    /// The id of the type in its schema.
    @inlinable public static var typeID: UInt64 { 0xd31f6aa688e5f23e }
    /// The size that new structs have.
    @inlinable public static var structSize: CapnProto.StructSize {
      CapnProto.StructSize(dataWords: 0, pointerCount: 0)
    }

    /// A `get$Params` in a message.
    public struct Reader: CapnProto.StructReaderProtocol {
      /// The struct without names.
      public let raw: CapnProto.StructReader
      /// Gives a struct its names.
      @inlinable public init(_ raw: CapnProto.StructReader) { self.raw = raw }
    }

    /// A `get$Params` in a message that is being built.
    public struct Builder: CapnProto.StructBuilderProtocol {
      /// The struct without names.
      public let raw: CapnProto.StructBuilder
      /// Gives a struct its names.
      @inlinable public init(_ raw: CapnProto.StructBuilder) { self.raw = raw }
      /// The struct, to be read while nobody builds.
      @inlinable public var asReader: Reader { Reader(raw.asReader) }
    }
  }

  /// The struct `get$Results` of the schema.
  public enum GetResults: CapnProto.StructSchema {
    /// The id of the type in its schema.
    @inlinable public static var typeID: UInt64 { 0xb4b7e8465d61c55a }
    /// The size that new structs have.
    @inlinable public static var structSize: CapnProto.StructSize {
      CapnProto.StructSize(dataWords: 1, pointerCount: 0)
    }

    /// A `get$Results` in a message.
    public struct Reader: CapnProto.StructReaderProtocol {
      /// The struct without names.
      public let raw: CapnProto.StructReader
      /// Gives a struct its names.
      @inlinable public init(_ raw: CapnProto.StructReader) { self.raw = raw }

      /// `value` of the schema.
      @inlinable public var value: Int64 { raw.get(0) }
    }

    /// A `get$Results` in a message that is being built.
    public struct Builder: CapnProto.StructBuilderProtocol {
      /// The struct without names.
      public let raw: CapnProto.StructBuilder
      /// Gives a struct its names.
      @inlinable public init(_ raw: CapnProto.StructBuilder) { self.raw = raw }
      /// The struct, to be read while nobody builds.
      @inlinable public var asReader: Reader { Reader(raw.asReader) }

      /// `value` of the schema.
      @inlinable public var value: Int64 {
        get { raw.get(0) }
        nonmutating set { raw.set(0, newValue) }
      }
    }
  }
}

/// The interface `NamedCounter` of the schema.
public enum NamedCounter {
  /// The id of the type in its schema.
  @inlinable public static var typeID: UInt64 { 0xe22f2d988dd89f98 }

  /// The struct `name$Params` of the schema.
  public enum NameParams: CapnProto.StructSchema {
    /// The id of the type in its schema.
    @inlinable public static var typeID: UInt64 { 0xb3817d6e7fcc637e }
    /// The size that new structs have.
    @inlinable public static var structSize: CapnProto.StructSize {
      CapnProto.StructSize(dataWords: 0, pointerCount: 0)
    }

    /// A `name$Params` in a message.
    public struct Reader: CapnProto.StructReaderProtocol {
      /// The struct without names.
      public let raw: CapnProto.StructReader
      /// Gives a struct its names.
      @inlinable public init(_ raw: CapnProto.StructReader) { self.raw = raw }
    }

    /// A `name$Params` in a message that is being built.
    public struct Builder: CapnProto.StructBuilderProtocol {
      /// The struct without names.
      public let raw: CapnProto.StructBuilder
      /// Gives a struct its names.
      @inlinable public init(_ raw: CapnProto.StructBuilder) { self.raw = raw }
      /// The struct, to be read while nobody builds.
      @inlinable public var asReader: Reader { Reader(raw.asReader) }
    }
  }

  /// The struct `name$Results` of the schema.
  public enum NameResults: CapnProto.StructSchema {
    /// The id of the type in its schema.
    @inlinable public static var typeID: UInt64 { 0xebf634751249e1d6 }
    /// The size that new structs have.
    @inlinable public static var structSize: CapnProto.StructSize {
      CapnProto.StructSize(dataWords: 0, pointerCount: 1)
    }

    /// A `name$Results` in a message.
    public struct Reader: CapnProto.StructReaderProtocol {
      /// The struct without names.
      public let raw: CapnProto.StructReader
      /// Gives a struct its names.
      @inlinable public init(_ raw: CapnProto.StructReader) { self.raw = raw }

      /// `name` of the schema.
      @inlinable public var name: CapnProto.TextReader {
        get throws(CapnProto.CapnProtoError) { try CapnProto.Text.read(raw.pointer(0)) }
      }
      /// Whether `name` is there and not null.
      @inlinable public var hasName: Bool { raw.hasPointer(0) }
    }

    /// A `name$Results` in a message that is being built.
    public struct Builder: CapnProto.StructBuilderProtocol {
      /// The struct without names.
      public let raw: CapnProto.StructBuilder
      /// Gives a struct its names.
      @inlinable public init(_ raw: CapnProto.StructBuilder) { self.raw = raw }
      /// The struct, to be read while nobody builds.
      @inlinable public var asReader: Reader { Reader(raw.asReader) }

      /// `name` of the schema.
      @inlinable public var name: CapnProto.TextReader {
        get throws(CapnProto.CapnProtoError) { try CapnProto.Text.get(raw.pointer(0)) }
      }
      /// Whether `name` is there and not null.
      @inlinable public var hasName: Bool { raw.hasPointer(0) }
      /// Makes `name` null.
      @inlinable public func clearName() {
        raw.clearPointer(0)
      }
      /// Sets `name` to a copy.
      @inlinable public func setName(_ value: String) {
        raw.pointer(0).setText(value)
      }
      /// Sets `name` to a copy.
      @inlinable public func setName(_ value: CapnProto.TextReader) {
        raw.pointer(0).setText(value)
      }
    }
  }
}

/// The interface `Box` of the schema.
public enum Box<T: CapnProto.PointerSchema> {
  /// The id of the type in its schema.
  @inlinable public static var typeID: UInt64 { 0xd5f3478d8b4af6bd }

  /// The struct `set$Params` of the schema.
  public enum SetParams: CapnProto.StructSchema {
    /// The id of the type in its schema.
    @inlinable public static var typeID: UInt64 { 0x82f990c2d5787399 }
    /// The size that new structs have.
    @inlinable public static var structSize: CapnProto.StructSize {
      CapnProto.StructSize(dataWords: 0, pointerCount: 1)
    }

    /// A `set$Params` in a message.
    public struct Reader: CapnProto.StructReaderProtocol {
      /// The struct without names.
      public let raw: CapnProto.StructReader
      /// Gives a struct its names.
      @inlinable public init(_ raw: CapnProto.StructReader) { self.raw = raw }

      /// `value` of the schema.
      @inlinable public var value: T.Reader {
        get throws(CapnProto.CapnProtoError) { try T.read(raw.pointer(0)) }
      }
      /// Whether `value` is there and not null.
      @inlinable public var hasValue: Bool { raw.hasPointer(0) }
    }

    /// A `set$Params` in a message that is being built.
    public struct Builder: CapnProto.StructBuilderProtocol {
      /// The struct without names.
      public let raw: CapnProto.StructBuilder
      /// Gives a struct its names.
      @inlinable public init(_ raw: CapnProto.StructBuilder) { self.raw = raw }
      /// The struct, to be read while nobody builds.
      @inlinable public var asReader: Reader { Reader(raw.asReader) }

      /// `value` of the schema.
      @inlinable public var value: T.Builder {
        get throws(CapnProto.CapnProtoError) { try T.get(raw.pointer(0)) }
      }
      /// Whether `value` is there and not null.
      @inlinable public var hasValue: Bool { raw.hasPointer(0) }
      /// Makes `value` null.
      @inlinable public func clearValue() {
        raw.clearPointer(0)
      }
      /// Sets `value` to a copy.
      @inlinable public func setValue(_ value: T.Reader) throws(CapnProto.CapnProtoError) {
        try T.set(raw.pointer(0), value)
      }
      /// The pointer of `value`, for values of types not known here.
      @inlinable public var valuePointer: CapnProto.AnyPointerBuilder {
        raw.pointer(0)
      }
    }
  }

  /// The struct `set$Results` of the schema.
  public enum SetResults: CapnProto.StructSchema {
    /// The id of the type in its schema.
    @inlinable public static var typeID: UInt64 { 0xcb729df4df5183b0 }
    /// The size that new structs have.
    @inlinable public static var structSize: CapnProto.StructSize {
      CapnProto.StructSize(dataWords: 0, pointerCount: 0)
    }

    /// A `set$Results` in a message.
    public struct Reader: CapnProto.StructReaderProtocol {
      /// The struct without names.
      public let raw: CapnProto.StructReader
      /// Gives a struct its names.
      @inlinable public init(_ raw: CapnProto.StructReader) { self.raw = raw }
    }

    /// A `set$Results` in a message that is being built.
    public struct Builder: CapnProto.StructBuilderProtocol {
      /// The struct without names.
      public let raw: CapnProto.StructBuilder
      /// Gives a struct its names.
      @inlinable public init(_ raw: CapnProto.StructBuilder) { self.raw = raw }
      /// The struct, to be read while nobody builds.
      @inlinable public var asReader: Reader { Reader(raw.asReader) }
    }
  }

  /// The struct `get$Params` of the schema.
  public enum GetParams: CapnProto.StructSchema {
    /// The id of the type in its schema.
    @inlinable public static var typeID: UInt64 { 0xfb30b9c42fc3e017 }
    /// The size that new structs have.
    @inlinable public static var structSize: CapnProto.StructSize {
      CapnProto.StructSize(dataWords: 0, pointerCount: 0)
    }

    /// A `get$Params` in a message.
    public struct Reader: CapnProto.StructReaderProtocol {
      /// The struct without names.
      public let raw: CapnProto.StructReader
      /// Gives a struct its names.
      @inlinable public init(_ raw: CapnProto.StructReader) { self.raw = raw }
    }

    /// A `get$Params` in a message that is being built.
    public struct Builder: CapnProto.StructBuilderProtocol {
      /// The struct without names.
      public let raw: CapnProto.StructBuilder
      /// Gives a struct its names.
      @inlinable public init(_ raw: CapnProto.StructBuilder) { self.raw = raw }
      /// The struct, to be read while nobody builds.
      @inlinable public var asReader: Reader { Reader(raw.asReader) }
    }
  }

  /// The struct `get$Results` of the schema.
  public enum GetResults: CapnProto.StructSchema {
    /// The id of the type in its schema.
    @inlinable public static var typeID: UInt64 { 0xb6ba51f0ef81e97c }
    /// The size that new structs have.
    @inlinable public static var structSize: CapnProto.StructSize {
      CapnProto.StructSize(dataWords: 0, pointerCount: 1)
    }

    /// A `get$Results` in a message.
    public struct Reader: CapnProto.StructReaderProtocol {
      /// The struct without names.
      public let raw: CapnProto.StructReader
      /// Gives a struct its names.
      @inlinable public init(_ raw: CapnProto.StructReader) { self.raw = raw }

      /// `value` of the schema.
      @inlinable public var value: T.Reader {
        get throws(CapnProto.CapnProtoError) { try T.read(raw.pointer(0)) }
      }
      /// Whether `value` is there and not null.
      @inlinable public var hasValue: Bool { raw.hasPointer(0) }
    }

    /// A `get$Results` in a message that is being built.
    public struct Builder: CapnProto.StructBuilderProtocol {
      /// The struct without names.
      public let raw: CapnProto.StructBuilder
      /// Gives a struct its names.
      @inlinable public init(_ raw: CapnProto.StructBuilder) { self.raw = raw }
      /// The struct, to be read while nobody builds.
      @inlinable public var asReader: Reader { Reader(raw.asReader) }

      /// `value` of the schema.
      @inlinable public var value: T.Builder {
        get throws(CapnProto.CapnProtoError) { try T.get(raw.pointer(0)) }
      }
      /// Whether `value` is there and not null.
      @inlinable public var hasValue: Bool { raw.hasPointer(0) }
      /// Makes `value` null.
      @inlinable public func clearValue() {
        raw.clearPointer(0)
      }
      /// Sets `value` to a copy.
      @inlinable public func setValue(_ value: T.Reader) throws(CapnProto.CapnProtoError) {
        try T.set(raw.pointer(0), value)
      }
      /// The pointer of `value`, for values of types not known here.
      @inlinable public var valuePointer: CapnProto.AnyPointerBuilder {
        raw.pointer(0)
      }
    }
  }
}

/// The interface `CounterBox` of the schema.
public enum CounterBox {
  /// The id of the type in its schema.
  @inlinable public static var typeID: UInt64 { 0xf2b456ec917513fd }

  /// The struct `total$Params` of the schema.
  public enum TotalParams: CapnProto.StructSchema {
    /// The id of the type in its schema.
    @inlinable public static var typeID: UInt64 { 0xc805b8916c6f0197 }
    /// The size that new structs have.
    @inlinable public static var structSize: CapnProto.StructSize {
      CapnProto.StructSize(dataWords: 0, pointerCount: 0)
    }

    /// A `total$Params` in a message.
    public struct Reader: CapnProto.StructReaderProtocol {
      /// The struct without names.
      public let raw: CapnProto.StructReader
      /// Gives a struct its names.
      @inlinable public init(_ raw: CapnProto.StructReader) { self.raw = raw }
    }

    /// A `total$Params` in a message that is being built.
    public struct Builder: CapnProto.StructBuilderProtocol {
      /// The struct without names.
      public let raw: CapnProto.StructBuilder
      /// Gives a struct its names.
      @inlinable public init(_ raw: CapnProto.StructBuilder) { self.raw = raw }
      /// The struct, to be read while nobody builds.
      @inlinable public var asReader: Reader { Reader(raw.asReader) }
    }
  }

  /// The struct `total$Results` of the schema.
  public enum TotalResults: CapnProto.StructSchema {
    /// The id of the type in its schema.
    @inlinable public static var typeID: UInt64 { 0xf58284d0493b8491 }
    /// The size that new structs have.
    @inlinable public static var structSize: CapnProto.StructSize {
      CapnProto.StructSize(dataWords: 1, pointerCount: 0)
    }

    /// A `total$Results` in a message.
    public struct Reader: CapnProto.StructReaderProtocol {
      /// The struct without names.
      public let raw: CapnProto.StructReader
      /// Gives a struct its names.
      @inlinable public init(_ raw: CapnProto.StructReader) { self.raw = raw }

      /// `value` of the schema.
      @inlinable public var value: Int64 { raw.get(0) }
    }

    /// A `total$Results` in a message that is being built.
    public struct Builder: CapnProto.StructBuilderProtocol {
      /// The struct without names.
      public let raw: CapnProto.StructBuilder
      /// Gives a struct its names.
      @inlinable public init(_ raw: CapnProto.StructBuilder) { self.raw = raw }
      /// The struct, to be read while nobody builds.
      @inlinable public var asReader: Reader { Reader(raw.asReader) }

      /// `value` of the schema.
      @inlinable public var value: Int64 {
        get { raw.get(0) }
        nonmutating set { raw.set(0, newValue) }
      }
    }
  }
}

/// The interface `Sink` of the schema.
public enum Sink {
  /// The id of the type in its schema.
  @inlinable public static var typeID: UInt64 { 0x92df46802b2ea692 }

  /// The struct `write$Params` of the schema.
  public enum WriteParams: CapnProto.StructSchema {
    /// The id of the type in its schema.
    @inlinable public static var typeID: UInt64 { 0xc4cac0fa4e8ec5bd }
    /// The size that new structs have.
    @inlinable public static var structSize: CapnProto.StructSize {
      CapnProto.StructSize(dataWords: 0, pointerCount: 1)
    }

    /// A `write$Params` in a message.
    public struct Reader: CapnProto.StructReaderProtocol {
      /// The struct without names.
      public let raw: CapnProto.StructReader
      /// Gives a struct its names.
      @inlinable public init(_ raw: CapnProto.StructReader) { self.raw = raw }

      /// `chunk` of the schema.
      @inlinable public var chunk: CapnProto.DataReader {
        get throws(CapnProto.CapnProtoError) { try CapnProto.DataSchema.read(raw.pointer(0)) }
      }
      /// Whether `chunk` is there and not null.
      @inlinable public var hasChunk: Bool { raw.hasPointer(0) }
    }

    /// A `write$Params` in a message that is being built.
    public struct Builder: CapnProto.StructBuilderProtocol {
      /// The struct without names.
      public let raw: CapnProto.StructBuilder
      /// Gives a struct its names.
      @inlinable public init(_ raw: CapnProto.StructBuilder) { self.raw = raw }
      /// The struct, to be read while nobody builds.
      @inlinable public var asReader: Reader { Reader(raw.asReader) }

      /// `chunk` of the schema.
      @inlinable public var chunk: CapnProto.DataBuilder {
        get throws(CapnProto.CapnProtoError) { try CapnProto.DataSchema.get(raw.pointer(0)) }
      }
      /// Whether `chunk` is there and not null.
      @inlinable public var hasChunk: Bool { raw.hasPointer(0) }
      /// Makes `chunk` null.
      @inlinable public func clearChunk() {
        raw.clearPointer(0)
      }
      /// Sets `chunk` to a copy.
      @inlinable public func setChunk(_ value: [UInt8]) {
        raw.pointer(0).setData(value)
      }
      /// Sets `chunk` to a copy.
      @inlinable public func setChunk(_ value: CapnProto.DataReader) {
        raw.pointer(0).setData(value)
      }
      /// Makes a new `chunk`.
      @inlinable public func initChunk(count: Int) -> CapnProto.DataBuilder {
        raw.pointer(0).initData(count: count)
      }
    }
  }

  /// The struct `done$Params` of the schema.
  public enum DoneParams: CapnProto.StructSchema {
    /// The id of the type in its schema.
    @inlinable public static var typeID: UInt64 { 0xb5438a03848ae466 }
    /// The size that new structs have.
    @inlinable public static var structSize: CapnProto.StructSize {
      CapnProto.StructSize(dataWords: 0, pointerCount: 0)
    }

    /// A `done$Params` in a message.
    public struct Reader: CapnProto.StructReaderProtocol {
      /// The struct without names.
      public let raw: CapnProto.StructReader
      /// Gives a struct its names.
      @inlinable public init(_ raw: CapnProto.StructReader) { self.raw = raw }
    }

    /// A `done$Params` in a message that is being built.
    public struct Builder: CapnProto.StructBuilderProtocol {
      /// The struct without names.
      public let raw: CapnProto.StructBuilder
      /// Gives a struct its names.
      @inlinable public init(_ raw: CapnProto.StructBuilder) { self.raw = raw }
      /// The struct, to be read while nobody builds.
      @inlinable public var asReader: Reader { Reader(raw.asReader) }
    }
  }

  /// The struct `done$Results` of the schema.
  public enum DoneResults: CapnProto.StructSchema {
    /// The id of the type in its schema.
    @inlinable public static var typeID: UInt64 { 0xe3ea8dd5db546b36 }
    /// The size that new structs have.
    @inlinable public static var structSize: CapnProto.StructSize {
      CapnProto.StructSize(dataWords: 1, pointerCount: 0)
    }

    /// A `done$Results` in a message.
    public struct Reader: CapnProto.StructReaderProtocol {
      /// The struct without names.
      public let raw: CapnProto.StructReader
      /// Gives a struct its names.
      @inlinable public init(_ raw: CapnProto.StructReader) { self.raw = raw }

      /// `bytes` of the schema.
      @inlinable public var bytes: UInt64 { raw.get(0) }
    }

    /// A `done$Results` in a message that is being built.
    public struct Builder: CapnProto.StructBuilderProtocol {
      /// The struct without names.
      public let raw: CapnProto.StructBuilder
      /// Gives a struct its names.
      @inlinable public init(_ raw: CapnProto.StructBuilder) { self.raw = raw }
      /// The struct, to be read while nobody builds.
      @inlinable public var asReader: Reader { Reader(raw.asReader) }

      /// `bytes` of the schema.
      @inlinable public var bytes: UInt64 {
        get { raw.get(0) }
        nonmutating set { raw.set(0, newValue) }
      }
    }
  }
}

/// The struct `Pair` of the schema.
public enum Pair: CapnProto.StructSchema {
  /// The id of the type in its schema.
  @inlinable public static var typeID: UInt64 { 0xb598b937f84c0e21 }
  /// The size that new structs have.
  @inlinable public static var structSize: CapnProto.StructSize {
    CapnProto.StructSize(dataWords: 0, pointerCount: 3)
  }

  /// A `Pair` in a message.
  public struct Reader: CapnProto.StructReaderProtocol {
    /// The struct without names.
    public let raw: CapnProto.StructReader
    /// Gives a struct its names.
    @inlinable public init(_ raw: CapnProto.StructReader) { self.raw = raw }

    /// `label` of the schema.
    @inlinable public var label: CapnProto.TextReader {
      get throws(CapnProto.CapnProtoError) { try CapnProto.Text.read(raw.pointer(0)) }
    }
    /// Whether `label` is there and not null.
    @inlinable public var hasLabel: Bool { raw.hasPointer(0) }

    /// `left` of the schema.
    @inlinable public var left: Counter.Reader {
      get throws(CapnProto.CapnProtoError) { try Counter.read(raw.pointer(1)) }
    }
    /// Whether `left` is there and not null.
    @inlinable public var hasLeft: Bool { raw.hasPointer(1) }

    /// `right` of the schema.
    @inlinable public var right: Counter.Reader {
      get throws(CapnProto.CapnProtoError) { try Counter.read(raw.pointer(2)) }
    }
    /// Whether `right` is there and not null.
    @inlinable public var hasRight: Bool { raw.hasPointer(2) }
  }

  /// A `Pair` in a message that is being built.
  public struct Builder: CapnProto.StructBuilderProtocol {
    /// The struct without names.
    public let raw: CapnProto.StructBuilder
    /// Gives a struct its names.
    @inlinable public init(_ raw: CapnProto.StructBuilder) { self.raw = raw }
    /// The struct, to be read while nobody builds.
    @inlinable public var asReader: Reader { Reader(raw.asReader) }

    /// `label` of the schema.
    @inlinable public var label: CapnProto.TextReader {
      get throws(CapnProto.CapnProtoError) { try CapnProto.Text.get(raw.pointer(0)) }
    }
    /// Whether `label` is there and not null.
    @inlinable public var hasLabel: Bool { raw.hasPointer(0) }
    /// Makes `label` null.
    @inlinable public func clearLabel() {
      raw.clearPointer(0)
    }
    /// Sets `label` to a copy.
    @inlinable public func setLabel(_ value: String) {
      raw.pointer(0).setText(value)
    }
    /// Sets `label` to a copy.
    @inlinable public func setLabel(_ value: CapnProto.TextReader) {
      raw.pointer(0).setText(value)
    }

    /// `left` of the schema.
    @inlinable public var left: Counter.Builder {
      get throws(CapnProto.CapnProtoError) { try Counter.get(raw.pointer(1)) }
    }
    /// Whether `left` is there and not null.
    @inlinable public var hasLeft: Bool { raw.hasPointer(1) }
    /// Makes `left` null.
    @inlinable public func clearLeft() {
      raw.clearPointer(1)
    }
    /// Sets `left` to a copy.
    @inlinable public func setLeft(_ value: Counter.Reader) {
      Counter.set(raw.pointer(1), value)
    }

    /// `right` of the schema.
    @inlinable public var right: Counter.Builder {
      get throws(CapnProto.CapnProtoError) { try Counter.get(raw.pointer(2)) }
    }
    /// Whether `right` is there and not null.
    @inlinable public var hasRight: Bool { raw.hasPointer(2) }
    /// Makes `right` null.
    @inlinable public func clearRight() {
      raw.clearPointer(2)
    }
    /// Sets `right` to a copy.
    @inlinable public func setRight(_ value: Counter.Reader) {
      Counter.set(raw.pointer(2), value)
    }
  }
}

/// The interface `Factory` of the schema.
public enum Factory {
  /// The id of the type in its schema.
  @inlinable public static var typeID: UInt64 { 0xccccbd94074c5209 }

  /// The struct `counter$Params` of the schema.
  public enum CounterParams: CapnProto.StructSchema {
    /// The id of the type in its schema.
    @inlinable public static var typeID: UInt64 { 0xf3a3d7910640dd2f }
    /// The size that new structs have.
    @inlinable public static var structSize: CapnProto.StructSize {
      CapnProto.StructSize(dataWords: 1, pointerCount: 0)
    }

    /// A `counter$Params` in a message.
    public struct Reader: CapnProto.StructReaderProtocol {
      /// The struct without names.
      public let raw: CapnProto.StructReader
      /// Gives a struct its names.
      @inlinable public init(_ raw: CapnProto.StructReader) { self.raw = raw }

      /// `start` of the schema.
      @inlinable public var start: Int64 { raw.get(0) }
    }

    /// A `counter$Params` in a message that is being built.
    public struct Builder: CapnProto.StructBuilderProtocol {
      /// The struct without names.
      public let raw: CapnProto.StructBuilder
      /// Gives a struct its names.
      @inlinable public init(_ raw: CapnProto.StructBuilder) { self.raw = raw }
      /// The struct, to be read while nobody builds.
      @inlinable public var asReader: Reader { Reader(raw.asReader) }

      /// `start` of the schema.
      @inlinable public var start: Int64 {
        get { raw.get(0) }
        nonmutating set { raw.set(0, newValue) }
      }
    }
  }

  /// The struct `counter$Results` of the schema.
  public enum CounterResults: CapnProto.StructSchema {
    /// The id of the type in its schema.
    @inlinable public static var typeID: UInt64 { 0xa6d92d94176341c4 }
    /// The size that new structs have.
    @inlinable public static var structSize: CapnProto.StructSize {
      CapnProto.StructSize(dataWords: 0, pointerCount: 1)
    }

    /// A `counter$Results` in a message.
    public struct Reader: CapnProto.StructReaderProtocol {
      /// The struct without names.
      public let raw: CapnProto.StructReader
      /// Gives a struct its names.
      @inlinable public init(_ raw: CapnProto.StructReader) { self.raw = raw }

      /// `counter` of the schema.
      @inlinable public var counter: Counter.Reader {
        get throws(CapnProto.CapnProtoError) { try Counter.read(raw.pointer(0)) }
      }
      /// Whether `counter` is there and not null.
      @inlinable public var hasCounter: Bool { raw.hasPointer(0) }
    }

    /// A `counter$Results` in a message that is being built.
    public struct Builder: CapnProto.StructBuilderProtocol {
      /// The struct without names.
      public let raw: CapnProto.StructBuilder
      /// Gives a struct its names.
      @inlinable public init(_ raw: CapnProto.StructBuilder) { self.raw = raw }
      /// The struct, to be read while nobody builds.
      @inlinable public var asReader: Reader { Reader(raw.asReader) }

      /// `counter` of the schema.
      @inlinable public var counter: Counter.Builder {
        get throws(CapnProto.CapnProtoError) { try Counter.get(raw.pointer(0)) }
      }
      /// Whether `counter` is there and not null.
      @inlinable public var hasCounter: Bool { raw.hasPointer(0) }
      /// Makes `counter` null.
      @inlinable public func clearCounter() {
        raw.clearPointer(0)
      }
      /// Sets `counter` to a copy.
      @inlinable public func setCounter(_ value: Counter.Reader) {
        Counter.set(raw.pointer(0), value)
      }
    }
  }

  /// The struct `named$Params` of the schema.
  public enum NamedParams: CapnProto.StructSchema {
    /// The id of the type in its schema.
    @inlinable public static var typeID: UInt64 { 0x9699a6e99e90cfbc }
    /// The size that new structs have.
    @inlinable public static var structSize: CapnProto.StructSize {
      CapnProto.StructSize(dataWords: 0, pointerCount: 1)
    }

    /// A `named$Params` in a message.
    public struct Reader: CapnProto.StructReaderProtocol {
      /// The struct without names.
      public let raw: CapnProto.StructReader
      /// Gives a struct its names.
      @inlinable public init(_ raw: CapnProto.StructReader) { self.raw = raw }

      /// `name` of the schema.
      @inlinable public var name: CapnProto.TextReader {
        get throws(CapnProto.CapnProtoError) { try CapnProto.Text.read(raw.pointer(0)) }
      }
      /// Whether `name` is there and not null.
      @inlinable public var hasName: Bool { raw.hasPointer(0) }
    }

    /// A `named$Params` in a message that is being built.
    public struct Builder: CapnProto.StructBuilderProtocol {
      /// The struct without names.
      public let raw: CapnProto.StructBuilder
      /// Gives a struct its names.
      @inlinable public init(_ raw: CapnProto.StructBuilder) { self.raw = raw }
      /// The struct, to be read while nobody builds.
      @inlinable public var asReader: Reader { Reader(raw.asReader) }

      /// `name` of the schema.
      @inlinable public var name: CapnProto.TextReader {
        get throws(CapnProto.CapnProtoError) { try CapnProto.Text.get(raw.pointer(0)) }
      }
      /// Whether `name` is there and not null.
      @inlinable public var hasName: Bool { raw.hasPointer(0) }
      /// Makes `name` null.
      @inlinable public func clearName() {
        raw.clearPointer(0)
      }
      /// Sets `name` to a copy.
      @inlinable public func setName(_ value: String) {
        raw.pointer(0).setText(value)
      }
      /// Sets `name` to a copy.
      @inlinable public func setName(_ value: CapnProto.TextReader) {
        raw.pointer(0).setText(value)
      }
    }
  }

  /// The struct `named$Results` of the schema.
  public enum NamedResults: CapnProto.StructSchema {
    /// The id of the type in its schema.
    @inlinable public static var typeID: UInt64 { 0xe667652965c1a421 }
    /// The size that new structs have.
    @inlinable public static var structSize: CapnProto.StructSize {
      CapnProto.StructSize(dataWords: 0, pointerCount: 1)
    }

    /// A `named$Results` in a message.
    public struct Reader: CapnProto.StructReaderProtocol {
      /// The struct without names.
      public let raw: CapnProto.StructReader
      /// Gives a struct its names.
      @inlinable public init(_ raw: CapnProto.StructReader) { self.raw = raw }

      /// `counter` of the schema.
      @inlinable public var counter: NamedCounter.Reader {
        get throws(CapnProto.CapnProtoError) { try NamedCounter.read(raw.pointer(0)) }
      }
      /// Whether `counter` is there and not null.
      @inlinable public var hasCounter: Bool { raw.hasPointer(0) }
    }

    /// A `named$Results` in a message that is being built.
    public struct Builder: CapnProto.StructBuilderProtocol {
      /// The struct without names.
      public let raw: CapnProto.StructBuilder
      /// Gives a struct its names.
      @inlinable public init(_ raw: CapnProto.StructBuilder) { self.raw = raw }
      /// The struct, to be read while nobody builds.
      @inlinable public var asReader: Reader { Reader(raw.asReader) }

      /// `counter` of the schema.
      @inlinable public var counter: NamedCounter.Builder {
        get throws(CapnProto.CapnProtoError) { try NamedCounter.get(raw.pointer(0)) }
      }
      /// Whether `counter` is there and not null.
      @inlinable public var hasCounter: Bool { raw.hasPointer(0) }
      /// Makes `counter` null.
      @inlinable public func clearCounter() {
        raw.clearPointer(0)
      }
      /// Sets `counter` to a copy.
      @inlinable public func setCounter(_ value: NamedCounter.Reader) {
        NamedCounter.set(raw.pointer(0), value)
      }
    }
  }

  /// The struct `pair$Params` of the schema.
  public enum PairParams: CapnProto.StructSchema {
    /// The id of the type in its schema.
    @inlinable public static var typeID: UInt64 { 0xdbf6c4c96cc01a5a }
    /// The size that new structs have.
    @inlinable public static var structSize: CapnProto.StructSize {
      CapnProto.StructSize(dataWords: 0, pointerCount: 0)
    }

    /// A `pair$Params` in a message.
    public struct Reader: CapnProto.StructReaderProtocol {
      /// The struct without names.
      public let raw: CapnProto.StructReader
      /// Gives a struct its names.
      @inlinable public init(_ raw: CapnProto.StructReader) { self.raw = raw }
    }

    /// A `pair$Params` in a message that is being built.
    public struct Builder: CapnProto.StructBuilderProtocol {
      /// The struct without names.
      public let raw: CapnProto.StructBuilder
      /// Gives a struct its names.
      @inlinable public init(_ raw: CapnProto.StructBuilder) { self.raw = raw }
      /// The struct, to be read while nobody builds.
      @inlinable public var asReader: Reader { Reader(raw.asReader) }
    }
  }

  /// The struct `pair$Results` of the schema.
  public enum PairResults: CapnProto.StructSchema {
    /// The id of the type in its schema.
    @inlinable public static var typeID: UInt64 { 0xb7d3d5417c249c5b }
    /// The size that new structs have.
    @inlinable public static var structSize: CapnProto.StructSize {
      CapnProto.StructSize(dataWords: 0, pointerCount: 2)
    }

    /// A `pair$Results` in a message.
    public struct Reader: CapnProto.StructReaderProtocol {
      /// The struct without names.
      public let raw: CapnProto.StructReader
      /// Gives a struct its names.
      @inlinable public init(_ raw: CapnProto.StructReader) { self.raw = raw }

      /// `label` of the schema.
      @inlinable public var label: CapnProto.TextReader {
        get throws(CapnProto.CapnProtoError) { try CapnProto.Text.read(raw.pointer(0)) }
      }
      /// Whether `label` is there and not null.
      @inlinable public var hasLabel: Bool { raw.hasPointer(0) }

      /// `pair` of the schema.
      @inlinable public var pair: Pair.Reader {
        get throws(CapnProto.CapnProtoError) { try Pair.read(raw.pointer(1)) }
      }
      /// Whether `pair` is there and not null.
      @inlinable public var hasPair: Bool { raw.hasPointer(1) }
    }

    /// A `pair$Results` in a message that is being built.
    public struct Builder: CapnProto.StructBuilderProtocol {
      /// The struct without names.
      public let raw: CapnProto.StructBuilder
      /// Gives a struct its names.
      @inlinable public init(_ raw: CapnProto.StructBuilder) { self.raw = raw }
      /// The struct, to be read while nobody builds.
      @inlinable public var asReader: Reader { Reader(raw.asReader) }

      /// `label` of the schema.
      @inlinable public var label: CapnProto.TextReader {
        get throws(CapnProto.CapnProtoError) { try CapnProto.Text.get(raw.pointer(0)) }
      }
      /// Whether `label` is there and not null.
      @inlinable public var hasLabel: Bool { raw.hasPointer(0) }
      /// Makes `label` null.
      @inlinable public func clearLabel() {
        raw.clearPointer(0)
      }
      /// Sets `label` to a copy.
      @inlinable public func setLabel(_ value: String) {
        raw.pointer(0).setText(value)
      }
      /// Sets `label` to a copy.
      @inlinable public func setLabel(_ value: CapnProto.TextReader) {
        raw.pointer(0).setText(value)
      }

      /// `pair` of the schema.
      @inlinable public var pair: Pair.Builder {
        get throws(CapnProto.CapnProtoError) { try Pair.get(raw.pointer(1)) }
      }
      /// Whether `pair` is there and not null.
      @inlinable public var hasPair: Bool { raw.hasPointer(1) }
      /// Makes `pair` null.
      @inlinable public func clearPair() {
        raw.clearPointer(1)
      }
      /// Sets `pair` to a copy.
      @inlinable public func setPair(_ value: Pair.Reader) throws(CapnProto.CapnProtoError) {
        try Pair.set(raw.pointer(1), value)
      }
      /// Makes a new `pair`.
      @inlinable public func initPair() -> Pair.Builder {
        Pair.initialize(raw.pointer(1))
      }
    }
  }

  /// The struct `box$Params` of the schema.
  public enum BoxParams: CapnProto.StructSchema {
    /// The id of the type in its schema.
    @inlinable public static var typeID: UInt64 { 0xb8510c13e054108a }
    /// The size that new structs have.
    @inlinable public static var structSize: CapnProto.StructSize {
      CapnProto.StructSize(dataWords: 0, pointerCount: 1)
    }

    /// A `box$Params` in a message.
    public struct Reader: CapnProto.StructReaderProtocol {
      /// The struct without names.
      public let raw: CapnProto.StructReader
      /// Gives a struct its names.
      @inlinable public init(_ raw: CapnProto.StructReader) { self.raw = raw }

      /// `first` of the schema.
      @inlinable public var first: CapnProto.TextReader {
        get throws(CapnProto.CapnProtoError) { try CapnProto.Text.read(raw.pointer(0)) }
      }
      /// Whether `first` is there and not null.
      @inlinable public var hasFirst: Bool { raw.hasPointer(0) }
    }

    /// A `box$Params` in a message that is being built.
    public struct Builder: CapnProto.StructBuilderProtocol {
      /// The struct without names.
      public let raw: CapnProto.StructBuilder
      /// Gives a struct its names.
      @inlinable public init(_ raw: CapnProto.StructBuilder) { self.raw = raw }
      /// The struct, to be read while nobody builds.
      @inlinable public var asReader: Reader { Reader(raw.asReader) }

      /// `first` of the schema.
      @inlinable public var first: CapnProto.TextReader {
        get throws(CapnProto.CapnProtoError) { try CapnProto.Text.get(raw.pointer(0)) }
      }
      /// Whether `first` is there and not null.
      @inlinable public var hasFirst: Bool { raw.hasPointer(0) }
      /// Makes `first` null.
      @inlinable public func clearFirst() {
        raw.clearPointer(0)
      }
      /// Sets `first` to a copy.
      @inlinable public func setFirst(_ value: String) {
        raw.pointer(0).setText(value)
      }
      /// Sets `first` to a copy.
      @inlinable public func setFirst(_ value: CapnProto.TextReader) {
        raw.pointer(0).setText(value)
      }
    }
  }

  /// The struct `box$Results` of the schema.
  public enum BoxResults: CapnProto.StructSchema {
    /// The id of the type in its schema.
    @inlinable public static var typeID: UInt64 { 0xd68affa42b1d90dc }
    /// The size that new structs have.
    @inlinable public static var structSize: CapnProto.StructSize {
      CapnProto.StructSize(dataWords: 0, pointerCount: 1)
    }

    /// A `box$Results` in a message.
    public struct Reader: CapnProto.StructReaderProtocol {
      /// The struct without names.
      public let raw: CapnProto.StructReader
      /// Gives a struct its names.
      @inlinable public init(_ raw: CapnProto.StructReader) { self.raw = raw }

      /// `box` of the schema.
      @inlinable public var box: Box<CapnProto.Text>.Reader {
        get throws(CapnProto.CapnProtoError) { try Box<CapnProto.Text>.read(raw.pointer(0)) }
      }
      /// Whether `box` is there and not null.
      @inlinable public var hasBox: Bool { raw.hasPointer(0) }
    }

    /// A `box$Results` in a message that is being built.
    public struct Builder: CapnProto.StructBuilderProtocol {
      /// The struct without names.
      public let raw: CapnProto.StructBuilder
      /// Gives a struct its names.
      @inlinable public init(_ raw: CapnProto.StructBuilder) { self.raw = raw }
      /// The struct, to be read while nobody builds.
      @inlinable public var asReader: Reader { Reader(raw.asReader) }

      /// `box` of the schema.
      @inlinable public var box: Box<CapnProto.Text>.Builder {
        get throws(CapnProto.CapnProtoError) { try Box<CapnProto.Text>.get(raw.pointer(0)) }
      }
      /// Whether `box` is there and not null.
      @inlinable public var hasBox: Bool { raw.hasPointer(0) }
      /// Makes `box` null.
      @inlinable public func clearBox() {
        raw.clearPointer(0)
      }
      /// Sets `box` to a copy.
      @inlinable public func setBox(_ value: Box<CapnProto.Text>.Reader) {
        Box<CapnProto.Text>.set(raw.pointer(0), value)
      }
    }
  }

  /// The struct `sink$Params` of the schema.
  public enum SinkParams: CapnProto.StructSchema {
    /// The id of the type in its schema.
    @inlinable public static var typeID: UInt64 { 0x8fc6b5309a202c4f }
    /// The size that new structs have.
    @inlinable public static var structSize: CapnProto.StructSize {
      CapnProto.StructSize(dataWords: 0, pointerCount: 0)
    }

    /// A `sink$Params` in a message.
    public struct Reader: CapnProto.StructReaderProtocol {
      /// The struct without names.
      public let raw: CapnProto.StructReader
      /// Gives a struct its names.
      @inlinable public init(_ raw: CapnProto.StructReader) { self.raw = raw }
    }

    /// A `sink$Params` in a message that is being built.
    public struct Builder: CapnProto.StructBuilderProtocol {
      /// The struct without names.
      public let raw: CapnProto.StructBuilder
      /// Gives a struct its names.
      @inlinable public init(_ raw: CapnProto.StructBuilder) { self.raw = raw }
      /// The struct, to be read while nobody builds.
      @inlinable public var asReader: Reader { Reader(raw.asReader) }
    }
  }

  /// The struct `sink$Results` of the schema.
  public enum SinkResults: CapnProto.StructSchema {
    /// The id of the type in its schema.
    @inlinable public static var typeID: UInt64 { 0x89d948cd3cd80399 }
    /// The size that new structs have.
    @inlinable public static var structSize: CapnProto.StructSize {
      CapnProto.StructSize(dataWords: 0, pointerCount: 1)
    }

    /// A `sink$Results` in a message.
    public struct Reader: CapnProto.StructReaderProtocol {
      /// The struct without names.
      public let raw: CapnProto.StructReader
      /// Gives a struct its names.
      @inlinable public init(_ raw: CapnProto.StructReader) { self.raw = raw }

      /// `sink` of the schema.
      @inlinable public var sink: Sink.Reader {
        get throws(CapnProto.CapnProtoError) { try Sink.read(raw.pointer(0)) }
      }
      /// Whether `sink` is there and not null.
      @inlinable public var hasSink: Bool { raw.hasPointer(0) }
    }

    /// A `sink$Results` in a message that is being built.
    public struct Builder: CapnProto.StructBuilderProtocol {
      /// The struct without names.
      public let raw: CapnProto.StructBuilder
      /// Gives a struct its names.
      @inlinable public init(_ raw: CapnProto.StructBuilder) { self.raw = raw }
      /// The struct, to be read while nobody builds.
      @inlinable public var asReader: Reader { Reader(raw.asReader) }

      /// `sink` of the schema.
      @inlinable public var sink: Sink.Builder {
        get throws(CapnProto.CapnProtoError) { try Sink.get(raw.pointer(0)) }
      }
      /// Whether `sink` is there and not null.
      @inlinable public var hasSink: Bool { raw.hasPointer(0) }
      /// Makes `sink` null.
      @inlinable public func clearSink() {
        raw.clearPointer(0)
      }
      /// Sets `sink` to a copy.
      @inlinable public func setSink(_ value: Sink.Reader) {
        Sink.set(raw.pointer(0), value)
      }
    }
  }

  /// The struct `echo$Params` of the schema.
  public enum EchoParams: CapnProto.StructSchema {
    /// The id of the type in its schema.
    @inlinable public static var typeID: UInt64 { 0x8efe6e589c5504dc }
    /// The size that new structs have.
    @inlinable public static var structSize: CapnProto.StructSize {
      CapnProto.StructSize(dataWords: 0, pointerCount: 1)
    }

    /// A `echo$Params` in a message.
    public struct Reader: CapnProto.StructReaderProtocol {
      /// The struct without names.
      public let raw: CapnProto.StructReader
      /// Gives a struct its names.
      @inlinable public init(_ raw: CapnProto.StructReader) { self.raw = raw }

      /// `cap` of the schema.
      @inlinable public var cap: Counter.Reader {
        get throws(CapnProto.CapnProtoError) { try Counter.read(raw.pointer(0)) }
      }
      /// Whether `cap` is there and not null.
      @inlinable public var hasCap: Bool { raw.hasPointer(0) }
    }

    /// A `echo$Params` in a message that is being built.
    public struct Builder: CapnProto.StructBuilderProtocol {
      /// The struct without names.
      public let raw: CapnProto.StructBuilder
      /// Gives a struct its names.
      @inlinable public init(_ raw: CapnProto.StructBuilder) { self.raw = raw }
      /// The struct, to be read while nobody builds.
      @inlinable public var asReader: Reader { Reader(raw.asReader) }

      /// `cap` of the schema.
      @inlinable public var cap: Counter.Builder {
        get throws(CapnProto.CapnProtoError) { try Counter.get(raw.pointer(0)) }
      }
      /// Whether `cap` is there and not null.
      @inlinable public var hasCap: Bool { raw.hasPointer(0) }
      /// Makes `cap` null.
      @inlinable public func clearCap() {
        raw.clearPointer(0)
      }
      /// Sets `cap` to a copy.
      @inlinable public func setCap(_ value: Counter.Reader) {
        Counter.set(raw.pointer(0), value)
      }
    }
  }

  /// The struct `echo$Results` of the schema.
  public enum EchoResults: CapnProto.StructSchema {
    /// The id of the type in its schema.
    @inlinable public static var typeID: UInt64 { 0xee9a3cd33214fd12 }
    /// The size that new structs have.
    @inlinable public static var structSize: CapnProto.StructSize {
      CapnProto.StructSize(dataWords: 0, pointerCount: 1)
    }

    /// A `echo$Results` in a message.
    public struct Reader: CapnProto.StructReaderProtocol {
      /// The struct without names.
      public let raw: CapnProto.StructReader
      /// Gives a struct its names.
      @inlinable public init(_ raw: CapnProto.StructReader) { self.raw = raw }

      /// `cap` of the schema.
      @inlinable public var cap: Counter.Reader {
        get throws(CapnProto.CapnProtoError) { try Counter.read(raw.pointer(0)) }
      }
      /// Whether `cap` is there and not null.
      @inlinable public var hasCap: Bool { raw.hasPointer(0) }
    }

    /// A `echo$Results` in a message that is being built.
    public struct Builder: CapnProto.StructBuilderProtocol {
      /// The struct without names.
      public let raw: CapnProto.StructBuilder
      /// Gives a struct its names.
      @inlinable public init(_ raw: CapnProto.StructBuilder) { self.raw = raw }
      /// The struct, to be read while nobody builds.
      @inlinable public var asReader: Reader { Reader(raw.asReader) }

      /// `cap` of the schema.
      @inlinable public var cap: Counter.Builder {
        get throws(CapnProto.CapnProtoError) { try Counter.get(raw.pointer(0)) }
      }
      /// Whether `cap` is there and not null.
      @inlinable public var hasCap: Bool { raw.hasPointer(0) }
      /// Makes `cap` null.
      @inlinable public func clearCap() {
        raw.clearPointer(0)
      }
      /// Sets `cap` to a copy.
      @inlinable public func setCap(_ value: Counter.Reader) {
        Counter.set(raw.pointer(0), value)
      }
    }
  }

  /// The struct `tail$Params` of the schema.
  public enum TailParams: CapnProto.StructSchema {
    /// The id of the type in its schema.
    @inlinable public static var typeID: UInt64 { 0xe4dc7d2fa1dad8bd }
    /// The size that new structs have.
    @inlinable public static var structSize: CapnProto.StructSize {
      CapnProto.StructSize(dataWords: 1, pointerCount: 1)
    }

    /// A `tail$Params` in a message.
    public struct Reader: CapnProto.StructReaderProtocol {
      /// The struct without names.
      public let raw: CapnProto.StructReader
      /// Gives a struct its names.
      @inlinable public init(_ raw: CapnProto.StructReader) { self.raw = raw }

      /// `counter` of the schema.
      @inlinable public var counter: Counter.Reader {
        get throws(CapnProto.CapnProtoError) { try Counter.read(raw.pointer(0)) }
      }
      /// Whether `counter` is there and not null.
      @inlinable public var hasCounter: Bool { raw.hasPointer(0) }

      /// `delta` of the schema.
      @inlinable public var delta: Int64 { raw.get(0) }
    }

    /// A `tail$Params` in a message that is being built.
    public struct Builder: CapnProto.StructBuilderProtocol {
      /// The struct without names.
      public let raw: CapnProto.StructBuilder
      /// Gives a struct its names.
      @inlinable public init(_ raw: CapnProto.StructBuilder) { self.raw = raw }
      /// The struct, to be read while nobody builds.
      @inlinable public var asReader: Reader { Reader(raw.asReader) }

      /// `counter` of the schema.
      @inlinable public var counter: Counter.Builder {
        get throws(CapnProto.CapnProtoError) { try Counter.get(raw.pointer(0)) }
      }
      /// Whether `counter` is there and not null.
      @inlinable public var hasCounter: Bool { raw.hasPointer(0) }
      /// Makes `counter` null.
      @inlinable public func clearCounter() {
        raw.clearPointer(0)
      }
      /// Sets `counter` to a copy.
      @inlinable public func setCounter(_ value: Counter.Reader) {
        Counter.set(raw.pointer(0), value)
      }

      /// `delta` of the schema.
      @inlinable public var delta: Int64 {
        get { raw.get(0) }
        nonmutating set { raw.set(0, newValue) }
      }
    }
  }

  /// The struct `tail$Results` of the schema.
  public enum TailResults: CapnProto.StructSchema {
    /// The id of the type in its schema.
    @inlinable public static var typeID: UInt64 { 0xde9a032c0cd3358a }
    /// The size that new structs have.
    @inlinable public static var structSize: CapnProto.StructSize {
      CapnProto.StructSize(dataWords: 1, pointerCount: 0)
    }

    /// A `tail$Results` in a message.
    public struct Reader: CapnProto.StructReaderProtocol {
      /// The struct without names.
      public let raw: CapnProto.StructReader
      /// Gives a struct its names.
      @inlinable public init(_ raw: CapnProto.StructReader) { self.raw = raw }

      /// `value` of the schema.
      @inlinable public var value: Int64 { raw.get(0) }
    }

    /// A `tail$Results` in a message that is being built.
    public struct Builder: CapnProto.StructBuilderProtocol {
      /// The struct without names.
      public let raw: CapnProto.StructBuilder
      /// Gives a struct its names.
      @inlinable public init(_ raw: CapnProto.StructBuilder) { self.raw = raw }
      /// The struct, to be read while nobody builds.
      @inlinable public var asReader: Reader { Reader(raw.asReader) }

      /// `value` of the schema.
      @inlinable public var value: Int64 {
        get { raw.get(0) }
        nonmutating set { raw.set(0, newValue) }
      }
    }
  }

  /// The struct `hang$Params` of the schema.
  public enum HangParams: CapnProto.StructSchema {
    /// The id of the type in its schema.
    @inlinable public static var typeID: UInt64 { 0x9da791a02201df21 }
    /// The size that new structs have.
    @inlinable public static var structSize: CapnProto.StructSize {
      CapnProto.StructSize(dataWords: 0, pointerCount: 0)
    }

    /// A `hang$Params` in a message.
    public struct Reader: CapnProto.StructReaderProtocol {
      /// The struct without names.
      public let raw: CapnProto.StructReader
      /// Gives a struct its names.
      @inlinable public init(_ raw: CapnProto.StructReader) { self.raw = raw }
    }

    /// A `hang$Params` in a message that is being built.
    public struct Builder: CapnProto.StructBuilderProtocol {
      /// The struct without names.
      public let raw: CapnProto.StructBuilder
      /// Gives a struct its names.
      @inlinable public init(_ raw: CapnProto.StructBuilder) { self.raw = raw }
      /// The struct, to be read while nobody builds.
      @inlinable public var asReader: Reader { Reader(raw.asReader) }
    }
  }

  /// The struct `hang$Results` of the schema.
  public enum HangResults: CapnProto.StructSchema {
    /// The id of the type in its schema.
    @inlinable public static var typeID: UInt64 { 0xe9a2bdc6d1e23bae }
    /// The size that new structs have.
    @inlinable public static var structSize: CapnProto.StructSize {
      CapnProto.StructSize(dataWords: 0, pointerCount: 0)
    }

    /// A `hang$Results` in a message.
    public struct Reader: CapnProto.StructReaderProtocol {
      /// The struct without names.
      public let raw: CapnProto.StructReader
      /// Gives a struct its names.
      @inlinable public init(_ raw: CapnProto.StructReader) { self.raw = raw }
    }

    /// A `hang$Results` in a message that is being built.
    public struct Builder: CapnProto.StructBuilderProtocol {
      /// The struct without names.
      public let raw: CapnProto.StructBuilder
      /// Gives a struct its names.
      @inlinable public init(_ raw: CapnProto.StructBuilder) { self.raw = raw }
      /// The struct, to be read while nobody builds.
      @inlinable public var asReader: Reader { Reader(raw.asReader) }
    }
  }

  /// The struct `sum$Params` of the schema.
  public enum SumParams: CapnProto.StructSchema {
    /// The id of the type in its schema.
    @inlinable public static var typeID: UInt64 { 0xef8ce13a92acd9b5 }
    /// The size that new structs have.
    @inlinable public static var structSize: CapnProto.StructSize {
      CapnProto.StructSize(dataWords: 0, pointerCount: 1)
    }

    /// A `sum$Params` in a message.
    public struct Reader: CapnProto.StructReaderProtocol {
      /// The struct without names.
      public let raw: CapnProto.StructReader
      /// Gives a struct its names.
      @inlinable public init(_ raw: CapnProto.StructReader) { self.raw = raw }

      /// `counters` of the schema.
      @inlinable public var counters: CapnProto.List<Counter>.Reader {
        get throws(CapnProto.CapnProtoError) { try CapnProto.List<Counter>.read(raw.pointer(0)) }
      }
      /// Whether `counters` is there and not null.
      @inlinable public var hasCounters: Bool { raw.hasPointer(0) }
    }

    /// A `sum$Params` in a message that is being built.
    public struct Builder: CapnProto.StructBuilderProtocol {
      /// The struct without names.
      public let raw: CapnProto.StructBuilder
      /// Gives a struct its names.
      @inlinable public init(_ raw: CapnProto.StructBuilder) { self.raw = raw }
      /// The struct, to be read while nobody builds.
      @inlinable public var asReader: Reader { Reader(raw.asReader) }

      /// `counters` of the schema.
      @inlinable public var counters: CapnProto.List<Counter>.Builder {
        get throws(CapnProto.CapnProtoError) { try CapnProto.List<Counter>.get(raw.pointer(0)) }
      }
      /// Whether `counters` is there and not null.
      @inlinable public var hasCounters: Bool { raw.hasPointer(0) }
      /// Makes `counters` null.
      @inlinable public func clearCounters() {
        raw.clearPointer(0)
      }
      /// Sets `counters` to a copy.
      @inlinable public func setCounters(_ value: CapnProto.List<Counter>.Reader) throws(CapnProto.CapnProtoError) {
        try CapnProto.List<Counter>.set(raw.pointer(0), value)
      }
      /// Makes a new `counters`.
      @inlinable public func initCounters(count: Int) -> CapnProto.List<Counter>.Builder {
        CapnProto.List<Counter>.initialize(raw.pointer(0), count: count)
      }
    }
  }

  /// The struct `sum$Results` of the schema.
  public enum SumResults: CapnProto.StructSchema {
    /// The id of the type in its schema.
    @inlinable public static var typeID: UInt64 { 0xd83c5afd2474b0e0 }
    /// The size that new structs have.
    @inlinable public static var structSize: CapnProto.StructSize {
      CapnProto.StructSize(dataWords: 1, pointerCount: 0)
    }

    /// A `sum$Results` in a message.
    public struct Reader: CapnProto.StructReaderProtocol {
      /// The struct without names.
      public let raw: CapnProto.StructReader
      /// Gives a struct its names.
      @inlinable public init(_ raw: CapnProto.StructReader) { self.raw = raw }

      /// `sum` of the schema.
      @inlinable public var sum: Int64 { raw.get(0) }
    }

    /// A `sum$Results` in a message that is being built.
    public struct Builder: CapnProto.StructBuilderProtocol {
      /// The struct without names.
      public let raw: CapnProto.StructBuilder
      /// Gives a struct its names.
      @inlinable public init(_ raw: CapnProto.StructBuilder) { self.raw = raw }
      /// The struct, to be read while nobody builds.
      @inlinable public var asReader: Reader { Reader(raw.asReader) }

      /// `sum` of the schema.
      @inlinable public var sum: Int64 {
        get { raw.get(0) }
        nonmutating set { raw.set(0, newValue) }
      }
    }
  }

  /// The struct `fail$Params` of the schema.
  public enum FailParams: CapnProto.StructSchema {
    /// The id of the type in its schema.
    @inlinable public static var typeID: UInt64 { 0xf5d181be290c3727 }
    /// The size that new structs have.
    @inlinable public static var structSize: CapnProto.StructSize {
      CapnProto.StructSize(dataWords: 0, pointerCount: 1)
    }

    /// A `fail$Params` in a message.
    public struct Reader: CapnProto.StructReaderProtocol {
      /// The struct without names.
      public let raw: CapnProto.StructReader
      /// Gives a struct its names.
      @inlinable public init(_ raw: CapnProto.StructReader) { self.raw = raw }

      /// `reason` of the schema.
      @inlinable public var reason: CapnProto.TextReader {
        get throws(CapnProto.CapnProtoError) { try CapnProto.Text.read(raw.pointer(0)) }
      }
      /// Whether `reason` is there and not null.
      @inlinable public var hasReason: Bool { raw.hasPointer(0) }
    }

    /// A `fail$Params` in a message that is being built.
    public struct Builder: CapnProto.StructBuilderProtocol {
      /// The struct without names.
      public let raw: CapnProto.StructBuilder
      /// Gives a struct its names.
      @inlinable public init(_ raw: CapnProto.StructBuilder) { self.raw = raw }
      /// The struct, to be read while nobody builds.
      @inlinable public var asReader: Reader { Reader(raw.asReader) }

      /// `reason` of the schema.
      @inlinable public var reason: CapnProto.TextReader {
        get throws(CapnProto.CapnProtoError) { try CapnProto.Text.get(raw.pointer(0)) }
      }
      /// Whether `reason` is there and not null.
      @inlinable public var hasReason: Bool { raw.hasPointer(0) }
      /// Makes `reason` null.
      @inlinable public func clearReason() {
        raw.clearPointer(0)
      }
      /// Sets `reason` to a copy.
      @inlinable public func setReason(_ value: String) {
        raw.pointer(0).setText(value)
      }
      /// Sets `reason` to a copy.
      @inlinable public func setReason(_ value: CapnProto.TextReader) {
        raw.pointer(0).setText(value)
      }
    }
  }

  /// The struct `fail$Results` of the schema.
  public enum FailResults: CapnProto.StructSchema {
    /// The id of the type in its schema.
    @inlinable public static var typeID: UInt64 { 0xc42dd206dd60a74d }
    /// The size that new structs have.
    @inlinable public static var structSize: CapnProto.StructSize {
      CapnProto.StructSize(dataWords: 0, pointerCount: 0)
    }

    /// A `fail$Results` in a message.
    public struct Reader: CapnProto.StructReaderProtocol {
      /// The struct without names.
      public let raw: CapnProto.StructReader
      /// Gives a struct its names.
      @inlinable public init(_ raw: CapnProto.StructReader) { self.raw = raw }
    }

    /// A `fail$Results` in a message that is being built.
    public struct Builder: CapnProto.StructBuilderProtocol {
      /// The struct without names.
      public let raw: CapnProto.StructBuilder
      /// Gives a struct its names.
      @inlinable public init(_ raw: CapnProto.StructBuilder) { self.raw = raw }
      /// The struct, to be read while nobody builds.
      @inlinable public var asReader: Reader { Reader(raw.asReader) }
    }
  }
}
