"""Words that the check of public summaries goes by: first names, titles, and what is written with a capital and names nobody."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Offices, bodies, laws and other terms of the field, of whom nobody is a private person. The longer stand for the shorter.
TERMS = (
    "Police and Crime Commissioner", "Deputy Police and Crime Commissioner", "Police, Fire and Crime Commissioner",
    "Police Fire and Crime Commissioner", "Deputy Commissioner", "Deputy Mayor", "Police and Crime Panel",
    "Police, Fire and Crime Panel", "Police and Crime Plan", "Police and Crime Commissioners",
    "Office of the Police and Crime Commissioner", "Office of Police and Crime Commissioner", "Commissioner’s Office",
    "Chief Constable", "Deputy Chief Constable", "Assistant Chief Constable", "Chief Executive", "Chief Executive Officer",
    "Chief Finance Officer", "Chief of Staff", "Monitoring Officer", "Lead Officer", "Interim Chief Executive",
    "Independent Office for Police Conduct", "Independent Office for Police Complaints",
    "Independent Police Complaints Commission", "Professional Standards Department", "Professional Standards", "Home Office",
    "Home Secretary", "Prime Minister", "Secretary of State", "Member of Parliament", "House of Commons", "House of Lords",
    "Crown Prosecution Service", "Information Commissioner", "Information Commissioner’s Office", "Data Protection",
    "Freedom of Information", "Local Government and Social Care Ombudsman", "Local Government Ombudsman", "Local Government",
    "Local Government Association", "Council Tax", "Subject Access", "Code of Conduct", "Standing Orders", "Police Federation",
    "Police Authority", "Fire Authority", "Fire and Rescue Service", "County Council", "District Council", "Borough Council",
    "City Council", "Parish Council", "Town Council", "Combined Authority", "Crime Commissioner", "Public Question Time",
    "United Kingdom", "Great Britain", "Northern Ireland", "European Union", "Human Rights", "Victims’ Code", "Green Paper",
    "Elected Local Policing Bodies (Complaints and Misconduct) Regulations", "Elected Local Policing Bodies",
    "Police Reform and Social Responsibility", "Social Responsibility", "Community Speedwatch", "Speed Watch",
    "Neighbourhood Watch", "Neighbourhood Policing", "Nolan Principles", "Seven Principles of Public Life", "Public Life",
    "Black Lives Matter", "Covid", "Conservative Party", "Labour Party", "Liberal Democrats", "Liberal Democrat",
    "Green Party", "Reform UK", "Plaid Cymru", "X (formerly Twitter)",
    "His Majesty’s", "Her Majesty’s",
)  # fmt: skip

# Single words with a capital that are not a person's
CAPITALISED = _words("""
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september
    october november december christmas easter ramadan eid diwali brexit covid parliament government council councils
    commissioner commissioners deputy panel mayor constable constabulary police force ombudsman regulation regulations act
    acts part schedule section paragraph article code committee sub-committee authority office officer state crown court
    courts england wales scotland britain ireland europe london english welsh scottish british irish european american africa
    african asian asia islam muslim muslims christian christians jewish jew jews hindu hindus sikh sikhs catholic black white
    roma gypsy traveller travellers twitter facebook instagram youtube whatsapp tiktok linkedin google zoom teams microsoft
    internet wikipedia bbc itv conservative labour conservatives liberal democrat democrats tory tories independent nolan
    taser crimestoppers stonewall speedwatch hansard budget precept lgbt trans transgender operation project complaint
    complaints allegation allegations summary chair vice-chair chairman chairwoman principles guidelines guidance statutory
    policing inspectorate majesty pcc opcc iopc pfcc opfcc cps ico hmicfrs cctv gdpr foi psd
""")

# The last word of the name of a body, a law or a scheme: "Northshire County Council"
BODIES = _words("""
    council councils authority authorities police constabulary force panel board committee sub-committee commission department
    directorate ministry office service services scheme programme project plan strategy policy act acts bill order regulations
    rules code charter review report inquiry partnership trust fund federation association union party group network forum
    centre university college agency ombudsman tribunal court parliament assembly commissioner commissioners week day
    framework protocol convention guidelines guidance principles inspectorate bulletin newsletter survey consultation
    agreement standards unit team operation campaign
""")

# Words that begin a sentence and are followed by a capital without being part of a name
STARTERS = _words("""
    a about according after again against all alleged allegedly allegation allegations also although an and another any
    anonymous anonymously as at because before between both but by complaint complaints conduct criticism despite did direct
    during each either email every failure following for former four from further given had has have he her here his how
    however i if in instead is it its last later letter letters like local many media meanwhile most neither no nobody none
    nor not nothing of on once one only or other others our over people previously questions recorded residents resident same
    second seven several she since six so some sometimes speaking staff such than that the their then there these they third
    this those three through to today two under unlike until was were what when where whether which while who whose why with
    within without works wrote comments concerns concern dissatisfaction failing refusal use misuse matter matters member
    members public received remarks statement statements claim claims delay delays five eight nine ten
""")

TITLES = (
    "Mr", "Mrs", "Ms", "Miss", "Mx", "Dr", "Doctor", "Prof", "Professor", "Sir", "Dame", "Lord", "Lady", "Rev", "Revd",
    "Reverend", "Canon", "Father", "Cllr", "Councillor", "Alderman", "PC", "WPC", "DC", "DS", "DI", "DCI", "PCSO", "Sgt",
    "Sergeant", "Insp", "Inspector", "Superintendent", "Supt", "Constable", "Officer", "Commissioner", "Judge", "Nurse",
    "Captain", "Major", "Colonel", "Uncle", "Aunt", "Auntie",
)  # fmt: skip
COURTESY = ("mr", "mrs", "dr", "cllr", "prof", "mx")  # of a person in any case of letters

# First names that are common in Britain; those that are words too count only with a capital inside a sentence
FIRST_NAMES = _words("""
    aaron abbie abdul abigail adam adrian ahmed aidan aisha alan alastair albert alec alex alexander alexandra alfie alfred
    ali alice alison alistair amanda amber amelia amina amir amy andrea andrew angela angus anita ann anna anne annie anthony
    antonia archie arjun arthur asha ashley audrey ava barbara barry beatrice becky ben benjamin bernard beth bethany betty
    beverley bradley brenda brian bridget bronwen bruce bryan caitlin callum cameron carl carla carol caroline catherine cathy
    cecil charles charlie charlotte chloe chris christina christine christopher clare claire clive colin connor craig cynthia
    daisy damian daniel danielle darren dave david deborah debbie deepak denis dennis derek diana diane dominic donald donna
    dorothy douglas duncan dylan edith edward eileen elaine eleanor elizabeth ella ellen ellie elliot elsie emily emma eric
    erica erin esther ethan eva evan eve evelyn farah fatima fiona florence frances francis fred freddie frederick freya
    gareth gary gavin gemma geoff geoffrey george georgia georgina gerald geraldine gillian gladys glen glenn gordon graeme
    graham gwen hannah harold harriet harry harvey hasan hassan hazel heather helen henry hilary holly howard hugh hugo
    hussain ian ibrahim imran india irene isaac isabel isabella isla ivan ivy jack jackie jacob jacqueline jade jake james
    jamie jan jane janet janice jasmine jason jasper jayne jean jeff jeffrey jenna jennifer jenny jeremy jess jesse jessica
    jill jim jimmy joan joanna joanne joe joel john jon jonas jonathan jordan joseph josephine josh joshua joyce judith judy
    julia julian julie june justin karen karl kate katherine kathleen kathryn katie kayleigh keith kelly ken kenneth kerry
    kevin khadija kieran kim kirsty kyle laura lauren laurence lawrence leah leanne lee leo leon leonard leslie lesley lewis
    liam lily linda lisa liz lloyd logan lola lorna lorraine louis louise lucas lucy luke lydia lynn lynne maddie madeleine
    maggie malcolm mandy marc marcus margaret maria marian marie marilyn marion marjorie martha martin mary matilda matt
    matthew maureen maurice max maya megan melanie melissa mia michael michelle miguel mike mildred millie miriam mohamed
    mohammad mohammed moira molly monica morgan muhammad muriel nadia nancy naomi natalie natasha nathan neil nia niall
    nicholas nick nicola nicole nigel nina noah noel nora norma norman oliver olivia omar orla oscar owen pamela patricia
    patrick paul paula pauline peggy penelope peter phil philip phillip phoebe phyllis pippa poppy priya rachael rachel raj
    rajesh ralph raymond rebecca reece reginald rhiannon rhys richard rita robert roberta robin rodney roger ronald rory
    rosemary rosie ross roy ruby rupert russell ruth ryan sally sam samantha samir samuel sandra sanjay sara sarah saul
    scarlett scott sean sebastian shane shannon sharon shaun sheila shirley sian sidney simon siobhan sofia sophia sophie
    spencer stacey stan stanley stella stephanie stephen steve steven stewart stuart summer susan susanna suzanne sylvia
    tamsin tanya tara ted teresa terence terry thelma theo theresa thomas tim timothy tina toby todd tom tommy tony tracey
    tracy trevor tristan tyler ursula valerie vanessa vera vernon veronica victor victoria vincent violet vivian vivienne
    walter wanda wayne wendy wesley wilfred william winifred yasmin yusuf yvonne zara zoe
""")
ALSO_WORDS = _words("""
    amber ashley carol charlotte christian daisy dale dawn eve faith florence georgia grace grant hazel heather holly hope
    india ivy jack jade jan jasmine jean jordan joy june kelly kim lee lily max may miles morgan norma olive poppy rob robin
    rose ruby sally scarlett scott summer victoria victor violet will mark frank bill art dean gene guy pat penny ray sue ted
    tom tara
""")

# Surnames and first names that are everyday words as well: "Young", "Law", "Price"
EVERYDAY = (
    ALSO_WORDS
    | CAPITALISED
    | BODIES
    | STARTERS
    | _words("""
    young law green brown white black may long short day bell hill king price field fields wood woods cook baker page bishop
    hunt park parks marsh stone street best church close cross fair ford gates hall knight lane mills moon north south east
    west power rich sharp small summers waters winter winters little good bright case head hand hands house home holder read
    root sale sales silver singer smart speed spring steel strong swift sweet wall walls ward warden weaver weeks wells wise
    work workman worth yard bank banks barber bond book bridge brook brooks bull burn burns butler carpenter cash castle
    chambers chance clay common cotton crane crisp cutler dale darling driver duke early farmer fisher flower foot forest fox
    freeman friend gardener gold golden gray grey grove guest harvest hay heath high holiday hope horn hunter key keys lamb
    land last latter light lock love lord major mason meadow meadows mercer miller minor money moor more moss nice noble old
    pain parish pepper piper plant pond pool porter post potter pound press pride prince proud quick rain ray reason ring
    rivers road rock rose rush sands school seal shepherd sheriff show skinner smoke snow sparks stand staff star steward
    story strange sun tanner temple thorn tower train treasure tree vale view vine wade wait wake war waterman way welcome
    wild will wind wing wish wolf
""")
)
