package dev.spotter.profile;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.spotter.SharedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.yaml.snakeyaml.Yaml;

/** The schema that editors check a profile by. */
final class ProfileSchema {
    private ProfileSchema() {}

    /** What it says of a profile. */
    static List<Error> errors(String profile) throws IOException {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Files.readString(SharedFiles.home().resolve("device-profiles/profile.schema.json")))
                .validate(new ObjectMapper().valueToTree(new Yaml().load(profile)));
    }
}
