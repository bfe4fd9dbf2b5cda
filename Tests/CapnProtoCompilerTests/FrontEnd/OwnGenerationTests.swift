import CapnProtoCompiler
import Testing

/// Swift that is generated without any other tool.
@Suite struct OwnGenerationTests {
  @Test(arguments: GeneratedFile.all)
  func checkedInFilesAreWhatOurOwnFrontEndGives(_ file: GeneratedFile) throws {
    let configuration = SchemaCompiler.Configuration(
      importPaths: ["Fixtures/schemas"], workingDirectory: CapnpTool.root)
    let schema = try SchemaCompiler(configuration, read: FileBytes.read).compile([file.schema])
    let source = try schema.swift(file.options).first?.source
    let there = FileBytes.read("\(CapnpTool.root)/\(file.path)")
    let message: Comment = "\(file.path)"
    #expect(there.map { String(decoding: $0, as: UTF8.self) == source } == true, message)
  }
}
