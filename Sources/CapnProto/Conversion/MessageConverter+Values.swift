#if !hasFeature(Embedded)
  extension MessageConverter {
    /// A value of any type in the text format, followed by a line feed.
    ///
    /// - Parameter value: the value.
    /// - Throws: If it is malformed.
    package func text(of value: DynamicValue) throws(CapnProtoError) -> [UInt8] {
      try TextPrinter(isPretty: isPretty).print(value, in: schemas) + [10]
    }

    /// A value of the type of this converter as JSON, followed by a line feed.
    ///
    /// - Parameter value: the value.
    /// - Throws: If it is malformed, or can't be expressed in JSON.
    package func json(of value: DynamicValue) throws(CapnProtoError) -> [UInt8] {
      try JSONWriter(schemas: schemas).json(value, type: type).text(isPretty: isPretty) + [10]
    }
  }
#endif
