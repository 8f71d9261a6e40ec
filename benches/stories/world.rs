//! A made-up world: kinds of events with what changes from one to the next, each sentence in several wordings.
//!
//! Slots: `{place}`, `{region}`, `{who}` and `{other}` (people, whole name at first, last name after), `{body}` (an
//! institution), `{n}`, `{m}`, `{k}` (figures), `{quote}` (words of `{who}`).

/// A kind of event.
pub struct Kind {
    /// Headlines.
    pub titles: &'static [&'static str],
    /// What is told, in the usual order; each in several wordings. The first names place, people and figures.
    pub sentences: &'static [[&'static str; 3]],
    /// What may be said on such an event.
    pub quotes: &'static [&'static str],
    /// Background that reports of this kind repeat.
    pub background: &'static [&'static str],
}

/// Places, as two newsrooms spell them.
pub const PLACES: &[(&str, &str)] = &[
    ("Kharkiv", "Kharkov"),
    ("Odesa", "Odessa"),
    ("Mykolaiv", "Nikolaev"),
    ("Lviv", "Lvov"),
    ("Chernihiv", "Chernigov"),
    ("Luhansk", "Lugansk"),
    ("Dnipro", "Dnepr"),
    ("Vilnius", "Wilno"),
    ("Kolkata", "Calcutta"),
    ("Mumbai", "Bombay"),
    ("Yangon", "Rangoon"),
    ("Almaty", "Alma-Ata"),
    ("Astana", "Astana"),
    ("Tashkent", "Toshkent"),
    ("Yerevan", "Erevan"),
    ("Aleppo", "Halab"),
    ("Marrakesh", "Marrakech"),
    ("Tripoli", "Tarabulus"),
    ("Benghazi", "Bengasi"),
    ("Basra", "Basrah"),
    ("Porto", "Oporto"),
    ("Gdansk", "Danzig"),
    ("Krakow", "Cracow"),
    ("Antwerp", "Antwerpen"),
    ("Geneva", "Genf"),
    ("Lisbon", "Lisboa"),
    ("Valparaiso", "Valparaíso"),
    ("Cordoba", "Córdoba"),
    ("Duluth", "Duluth"),
    ("Tacoma", "Tacoma"),
    ("Halifax", "Halifax"),
    ("Leeds", "Leeds"),
    ("Nagoya", "Nagoya"),
    ("Busan", "Pusan"),
    ("Incheon", "Inchon"),
    ("Davao", "Davao"),
];

/// Regions.
pub const REGIONS: &[(&str, &str)] = &[
    ("Donetsk", "Donezk"),
    ("Zaporizhzhia", "Zaporozhye"),
    ("Bengal", "Bengal"),
    ("Punjab", "Panjab"),
    ("Silesia", "Silesia"),
    ("Galicia", "Galicia"),
    ("Flanders", "Flanders"),
    ("Saxony", "Saxony"),
    ("Ontario", "Ontario"),
    ("Montana", "Montana"),
    ("Anatolia", "Anatolia"),
    ("Kurdistan", "Kurdistan"),
    ("Sonora", "Sonora"),
    ("Patagonia", "Patagonia"),
    ("Andalusia", "Andalucia"),
    ("Brittany", "Bretagne"),
];

/// First names.
pub const FIRST: &[(&str, &str)] = &[
    ("Oleksandr", "Alexander"),
    ("Mykhailo", "Mikhail"),
    ("Dmytro", "Dmitry"),
    ("Serhii", "Sergei"),
    ("Muhammad", "Mohammed"),
    ("Yusuf", "Youssef"),
    ("Husayn", "Hussein"),
    ("Ahmad", "Ahmed"),
    ("Anna", "Anna"),
    ("Teresa", "Theresa"),
    ("Ingrid", "Ingrid"),
    ("Martha", "Martha"),
    ("Stephen", "Steven"),
    ("Lucia", "Lucía"),
    ("Kofi", "Kofi"),
    ("Ming", "Ming"),
];

/// Last names.
pub const LAST: &[(&str, &str)] = &[
    ("Shevchenko", "Schewtschenko"),
    ("Petrov", "Petrow"),
    ("Chernov", "Tchernov"),
    ("Zelenko", "Zelenkó"),
    ("Kovalchuk", "Kowaltschuk"),
    ("Rahman", "Rehman"),
    ("Qasim", "Kassem"),
    ("Haddad", "Hadad"),
    ("Lindqvist", "Lindquist"),
    ("Okafor", "Okafor"),
    ("Brandt", "Brandt"),
    ("Moreau", "Moreau"),
    ("Castellano", "Castellano"),
    ("Whitfield", "Whitfield"),
    ("Ferreira", "Ferreira"),
    ("Takahashi", "Takahasi"),
    ("Novak", "Nowak"),
    ("Hollister", "Hollister"),
    ("Mbeki", "Mbeki"),
    ("Dragomir", "Dragomir"),
    ("Saarinen", "Saarinen"),
    ("Pellegrini", "Pellegrini"),
    ("Gunnarsson", "Gunnarson"),
    ("Abernathy", "Abernathy"),
];

/// Institutions.
pub const BODIES: &[&str] = &[
    "Harbour Authority",
    "Mining Inspectorate",
    "Red Crescent",
    "Civil Defence Office",
    "Transport Safety Board",
    "Meridian Bank",
    "Northern Rail",
    "Lyceum Foundation",
    "Trade Ministry",
    "Health Directorate",
    "Constitutional Court",
    "Fisheries Council",
    "Solaris Energy",
    "Atlas Shipping",
    "Border Guard",
];

/// All kinds of events.
pub const KINDS: &[Kind] = &[
    Kind {
        titles: &[
            "Ferry runs aground off {place}, {n} taken to hospital",
            "{n} hurt as ship strikes rocks near {place}",
            "Inquiry opens after ferry accident in {region}",
            "Passengers describe night on stranded ferry",
        ],
        sentences: &[
            [
                "A ferry with {m} people on board ran aground off {place} late in the evening, the {body} said.",
                "The {body} reported that a passenger ship carrying {m} travellers struck rocks near {place} after dark.",
                "Late at night a ship with {m} on board hit the rocks outside {place}, according to the {body}.",
            ],
            [
                "{n} people were taken to hospital, most of them with broken bones.",
                "Doctors treated {n} of the passengers, largely for fractures.",
                "{n} were brought to clinics on the shore, the majority with fractured limbs.",
            ],
            [
                "Captain {who} had steered away from the usual channel to avoid a fishing boat.",
                "To keep clear of a trawler, {who}, the master of the vessel, left the marked route.",
                "{who}, who commanded the ship, turned out of the fairway because a small boat crossed it.",
            ],
            [
                "\"{quote},\" {who} told investigators.",
                "{who} said to those who questioned the crew: \"{quote}.\"",
                "In a first statement {who} said: \"{quote}.\"",
            ],
            [
                "Helicopters lifted passengers from the deck for {k} hours while waves broke over the stern.",
                "For {k} hours crews winched travellers off the deck in heavy seas.",
                "It took {k} hours until the last traveller had been hoisted from the listing deck.",
            ],
            [
                "{other}, who leads the inquiry for {region}, expects a first report within weeks.",
                "A preliminary finding is due in some weeks, said {other}, the chief investigator in {region}.",
                "The investigator in charge for {region}, {other}, promised results before the month is over.",
            ],
        ],
        quotes: &[
            "I saw the light of the trawler too late and I had only seconds to choose",
            "There was no time to call the pilot and nobody answered on the radio",
            "We followed the chart, and the chart did not show that rock at all",
            "The rudder answered late and by then we could already hear the hull",
        ],
        background: &[
            "Accidents with passenger ships have become rarer since rules for crews were tightened.",
            "Ferries on this coast carry commuters through the whole year.",
        ],
    },
    Kind {
        titles: &[
            "{body} fined {n} million over accounts in {place}",
            "Court in {place} rules against {body}",
            "Judge {who} hands down verdict in bookkeeping case",
            "Shareholders win long fight over balance sheets",
        ],
        sentences: &[
            [
                "A court in {place} ordered the {body} to pay {n} million for false accounts.",
                "The {body} must pay a penalty of {n} million because its books were wrong, judges in {place} decided.",
                "Judges in {place} imposed a fine of {n} million on the {body} for cooking its books.",
            ],
            [
                "Judge {who} said losses of {m} million had been hidden from shareholders for years.",
                "For years {m} million in losses were kept from the owners, {who} found in the ruling.",
                "According to the verdict read by {who}, investors never learned of {m} million that had been lost.",
            ],
            [
                "\"{quote},\" {who} said from the bench.",
                "The presiding judge, {who}, put it in one sentence: \"{quote}.\"",
                "{who} told the courtroom: \"{quote}.\"",
            ],
            [
                "The former treasurer, {other}, was sentenced to {k} months.",
                "{other}, who kept the books at the time, has to go to prison for {k} months.",
                "A term of {k} months was given to {other}, once in charge of the treasury.",
            ],
            [
                "Lawyers for the defence announced an appeal before the high court of {region}.",
                "The defence will take the case to the upper court in {region}.",
                "An appeal in {region} is certain, said counsel for the accused.",
            ],
            [
                "Shares fell sharply before trading was halted.",
                "Trading was suspended after the price had dropped steeply.",
                "The stock lost much of its value until the exchange stopped dealing.",
            ],
        ],
        quotes: &[
            "Those who trusted these figures were deceived on every single page",
            "A balance sheet is a promise and this one was broken knowingly",
            "Nobody in that building can claim they were unable to count",
            "The numbers were not mistaken, they were invented line by line",
        ],
        background: &[
            "Penalties of this kind have grown since the law on accounts was changed.",
            "Auditors say that complicated holdings make such cases hard to prove.",
        ],
    },
    Kind {
        titles: &[
            "Magnitude {k} earthquake shakes {place}",
            "{n} dead after earth shakes in {region}",
            "Rescuers dig through the night in {place}",
            "Tremor brings down old town, many homeless",
        ],
        sentences: &[
            [
                "An earthquake of magnitude {k} shook {place} before dawn and killed at least {n} people.",
                "At least {n} lives were lost when the ground trembled with magnitude {k} under {place} early in the morning.",
                "{place} was hit by a tremor of magnitude {k} at first light; {n} or more people died.",
            ],
            [
                "The {body} counted {m} damaged houses, many of them of unfired brick.",
                "{m} homes, often built of mud brick, are damaged, said the {body}.",
                "By noon the {body} had listed {m} buildings that can no longer be lived in.",
            ],
            [
                "\"{quote},\" said {who}, who runs the rescue in {region}.",
                "{who}, head of the rescue teams in {region}, said: \"{quote}.\"",
                "The coordinator of the teams in {region}, {who}, told reporters: \"{quote}.\"",
            ],
            [
                "Mayor {other} asked for tents, blankets and drinking water.",
                "What is needed most is shelter, bedding and clean water, said {other}, the mayor.",
                "{other}, the town's mayor, pleaded for canvas, covers and water to drink.",
            ],
            [
                "Roads into the valley were cut by landslides and soldiers walked in with stretchers.",
                "Because slides had buried the roads, troops carried stretchers into the valley on foot.",
                "Soldiers had to hike into the valley since debris blocked all of the roads.",
            ],
            [
                "Schools will stay shut until engineers have looked at every classroom.",
                "No child goes back to class before each building has been inspected.",
                "Classes are suspended while every school is examined for cracks.",
            ],
        ],
        quotes: &[
            "We can hear knocking under the market hall and we will not stop",
            "Every hour counts now because the night will be colder than the last",
            "People are digging with their hands and nobody asks whose house it is",
            "The old town is gone, but most of those who lived there are not",
        ],
        background: &[
            "The region lies where two plates of the crust meet.",
            "Strong tremors are often followed by weaker ones for days.",
        ],
    },
    Kind {
        titles: &[
            "{who} and {other} agree on grain passage through {place}",
            "Talks in {place} end with signature",
            "Ships may sail again under deal for {region}",
            "Envoys shake hands after {k} days",
        ],
        sentences: &[
            [
                "After {k} days of talks in {place}, {who} and {other} signed an agreement on the passage of grain ships.",
                "{who} and {other} put their names to a deal on grain transport in {place}, {k} days after they had first sat down.",
                "An accord on grain shipments was signed in {place} by {who} and {other} at the end of {k} days.",
            ],
            [
                "Up to {n} ships a week may pass if inspectors of the {body} find no arms.",
                "The {body} will search for weapons; as many as {n} vessels can go through each week.",
                "Weekly, {n} freighters are let through once the {body} has checked their holds.",
            ],
            [
                "\"{quote},\" {who} said after the ceremony.",
                "{who} told the press afterwards: \"{quote}.\"",
                "When the pens were put away, {who} said: \"{quote}.\"",
            ],
            [
                "The agreement runs for {m} days and can be prolonged.",
                "It is valid for {m} days, with the option of an extension.",
                "For {m} days the text is binding; it may then be renewed.",
            ],
            [
                "Farmers in {region} had waited since spring to sell last year's harvest.",
                "Since spring the harvest of last year has been lying in the silos of {region}.",
                "Silos in {region} are still full with what was reaped a year ago.",
            ],
            [
                "Diplomats called it the first written result since the fighting began.",
                "It is, diplomats noted, the first thing both sides have put on paper in this war.",
                "Not since the war started had there been a signed text, said diplomats.",
            ],
        ],
        quotes: &[
            "Bread does not ask whose flag is painted on the ship",
            "We do not trust each other, and so we wrote everything down",
            "This is a small door, but it was a very thick wall",
            "Today I shook a hand I had sworn I would never shake",
        ],
        background: &[
            "Prices on the world market depend on a handful of exporting countries.",
            "Earlier understandings on shipping had lapsed.",
        ],
    },
    Kind {
        titles: &[
            "{body} to cut {n} jobs in {place}",
            "Workers in {place} walk out over closure",
            "{who} defends plan to shut plant in {region}",
            "Town fears for its future as works close",
        ],
        sentences: &[
            [
                "The {body} will close its works in {place} and cut {n} jobs, {who} announced.",
                "{n} people lose their work because the {body} shuts its site in {place}, said {who}.",
                "{who} told staff that the {body} gives up its plant in {place}; {n} positions will go.",
            ],
            [
                "Orders had fallen by {m} per cent within a year.",
                "In a single year {m} per cent of the orders were lost.",
                "The order book shrank by {m} per cent in twelve months.",
            ],
            [
                "\"{quote},\" {who} said at a staff meeting.",
                "{who} explained to the assembled staff: \"{quote}.\"",
                "In front of the gates {who} said: \"{quote}.\"",
            ],
            [
                "Union leader {other} called for a strike from Monday on.",
                "{other}, who speaks for the union, wants work to stop on Monday.",
                "From Monday nobody should go in, demanded {other} of the union.",
            ],
            [
                "Those dismissed are to get {k} months of pay.",
                "Everyone laid off is offered wages for {k} months.",
                "{k} monthly salaries are promised to each who has to leave.",
            ],
            [
                "The government of {region} offered loans if half of the jobs are kept.",
                "If every second job survives, the government of {region} would lend money.",
                "Credit from the government of {region} is on the table on condition that half stay.",
            ],
        ],
        quotes: &[
            "We sold less every month and I will not pretend that this was bad luck",
            "I know every one of these families and I have no good answer for them",
            "A plant without orders is a museum, and we are not a museum",
            "We waited a year longer than any bank would have waited",
        ],
        background: &[
            "Industry in the area has been shrinking for two decades.",
            "Analysts had expected cuts since the last annual report.",
        ],
    },
    Kind {
        titles: &[
            "Outbreak in {place}: {n} cases confirmed",
            "{body} sends vaccine to {region}",
            "{who} warns of fever spreading in {region}",
            "Clinic overwhelmed as fever spreads",
        ],
        sentences: &[
            [
                "{n} cases of a rare fever have been confirmed in {place}, the {body} said.",
                "The {body} has confirmed that {n} people in {place} caught an uncommon fever.",
                "Laboratory tests found an unusual fever in {n} patients in {place}, according to the {body}.",
            ],
            [
                "Doctor {who} said {m} contacts are being watched at home.",
                "At home, {m} people who met the sick are under observation, explained {who}, a physician.",
                "{who}, the physician in charge, has {m} contacts under watch.",
            ],
            [
                "\"{quote},\" {who} said.",
                "{who} added: \"{quote}.\"",
                "In the words of {who}: \"{quote}.\"",
            ],
            [
                "A first shipment of {k} thousand doses left for {region}.",
                "{k} thousand doses of vaccine are on their way to {region}.",
                "On the road to {region} is a cargo of {k} thousand vaccine doses.",
            ],
            [
                "Markets stay open, but {other}, the governor, asked people to wash hands and keep apart.",
                "Governor {other} left the markets open and advised distance and clean hands.",
                "People should keep apart and wash their hands, governor {other} asked; stalls may trade.",
            ],
            [
                "The first patient had come back from a hunting trip.",
                "It began with a hunter who had returned from the forest.",
                "A man back from the hunt was the first to fall ill.",
            ],
        ],
        quotes: &[
            "We have beds for ten and thirty are sitting on the floor",
            "The disease is slower than the rumour, and both can be stopped",
            "If people come on the first day, nearly all of them live",
            "What we need is not fear but soap and a telephone",
        ],
        background: &[
            "The fever passes from animals to people and seldom between people.",
            "Earlier outbreaks ended within two months.",
        ],
    },
];
