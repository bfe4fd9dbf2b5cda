public import CapnProto

/// Turns schemas into Swift source.
///
/// The output depends on the request and the options alone.
public enum CodeGenerator {
  /// A file to write.
  public struct Output: Sendable {
    /// Its name, relative to the folder the output goes to: that of the schema and `.swift`.
    public var name: String
    /// What is in it.
    public var source: String
  }

  /// Generates the code for every file that a request asks for.
  ///
  /// - Parameters:
  ///   - request: A `CodeGeneratorRequest`, as the `capnp` tool writes it for its plug-ins.
  ///   - options: What the schemas don't say.
  /// - Returns: A file for each schema asked for, in their order.
  /// - Throws: If the request is malformed.
  /// - Complexity: O(size of the request), apart from sorting.
  public static func generate(
    _ request: Message, options: GeneratorOptions = GeneratorOptions()
  ) throws(CapnProtoError) -> [Output] {
    generate(try RequestReader.read(request), options: options)
  }

  /// Generates the code for every file that was asked for.
  package static func generate(_ set: RequestContents, options: GeneratorOptions) -> [Output] {
    let set = options.generatesInterfaces ? set : set.withoutInterfaces
    let names = NameTable(set, options: options)
    return set.files.map { file in
      var generator = FileGenerator(set, names: names, options: options, file: file)
      return Output(name: file.name + ".swift", source: generator.generate())
    }
  }
}
